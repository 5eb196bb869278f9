package org.topostream.cli.compare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A comparison as a page that needs nothing else: the table, learning curves, and what every region reads.
public final class ComparisonPage {
    private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00",
            "#56b4e9"); // Okabe and Ito's, which colour-blind people tell apart
    private static final int WIDTH = 560;
    private static final int HEIGHT = 220;
    private static final int MARGIN = 40;

    private final Comparison comparison;

    private ComparisonPage(Comparison comparison) {
        this.comparison = comparison;
    }

    public static String of(Comparison comparison) {
        return new ComparisonPage(comparison).page();
    }

    private String page() {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>%s</title><style>
                body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
                pre { overflow-x: auto; background: #f4f4f4; padding: 1rem; }
                svg { background: #fff; border: 1px solid #ccc; max-width: 100%%; height: auto; }
                </style></head><body><h1>%s</h1>
                <pre>%s</pre>
                <h2>Learning curves</h2>%s
                <h2>Layer profiles</h2>%s
                </body></html>
                """.formatted(title(), title(), escaped(ComparisonText.of(comparison)), curves(), profiles());
    }

    private String title() {
        return escaped("Encoders of " + comparison.subject() + ": "
                + comparison.encoders().stream().map(Comparison.Side::name).collect(Collectors.joining(", ")));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String curves() {
        int images = comparison.encoders().stream().flatMap(side -> side.curve().stream())
                .mapToInt(LearningCurve.Point::images).max().orElse(0);
        if (images == 0) {
            return "<p>No stretch of trials is complete yet.</p>";
        }
        StringBuilder lines = new StringBuilder();
        for (int side = 0; side < comparison.encoders().size(); side++) {
            String points = comparison.encoders().get(side).curve().stream()
                    .filter(point -> !Double.isNaN(point.rMean()))
                    .map(point -> at(point.images() / (double) images) + "," + height(point.rMean()))
                    .collect(Collectors.joining(" "));
            lines.append("<polyline fill='none' stroke-width='2' stroke='").append(colour(side)).append("' points='")
                    .append(points).append("'/>").append(label(side));
        }
        return figure("Pearson r of novel images against images seen", lines.toString(), "0", images + " images seen");
    }

    /// r from 0 at the bottom to 1 at the top.
    private static String height(double r) {
        return String.format(Locale.ROOT, "%.1f", HEIGHT - MARGIN - Math.clamp(r, 0, 1) * (HEIGHT - 2 * MARGIN));
    }

    private static String at(double share) {
        return String.format(Locale.ROOT, "%.1f", MARGIN + share * (WIDTH - 2 * MARGIN));
    }

    private String profiles() {
        StringBuilder figures = new StringBuilder();
        for (int side = 0; side < comparison.encoders().size(); side++) {
            Comparison.Side encoder = comparison.encoders().get(side);
            for (Comparison.RoiLine roi : encoder.rois()) {
                int layers = roi.profile().size();
                StringBuilder bars = new StringBuilder();
                for (int layer = 0; layer < layers; layer++) {
                    double weight = roi.profile().get(layer);
                    bars.append(String.format(Locale.ROOT,
                            "<rect x='%s' y='%s' width='%.1f' height='%.1f' fill='%s'><title>%s: %.3f</title></rect>",
                            at(layer / (double) layers), height(weight), (WIDTH - 2.0 * MARGIN) / layers - 2,
                            Math.clamp(weight, 0, 1) * (HEIGHT - 2 * MARGIN), colour(side),
                            escaped(encoder.layers().size() == layers ? encoder.layers().get(layer) : "layer " + layer),
                            weight));
                }
                figures.append(figure(escaped(encoder.name() + ", " + roi.name() + ": mean weight of each layer"),
                        bars.toString(), "first layer", "last layer"));
            }
        }
        return figures.isEmpty() ? "<p>The subject has no regions.</p>" : figures.toString();
    }

    private static String colour(int side) {
        return COLOURS.get(side % COLOURS.size());
    }

    private String label(int side) {
        return "<text x='" + (MARGIN + 8) + "' y='" + (MARGIN + 16 * side) + "' fill='" + colour(side) + "'>"
                + escaped(comparison.encoders().get(side).name()) + "</text>";
    }

    private static String figure(String title, String content, String left, String right) {
        int bottom = HEIGHT - MARGIN;
        return """
                <figure><figcaption>%s</figcaption><svg width="%d" height="%d" viewBox="0 0 %d %d" role="img">
                <title>%s</title><g font-size="12" font-family="sans-serif">
                <path d="M%d %dV%dH%d" fill="none" stroke="#555"/><text x="8" y="%d">1</text><text x="8" y="%d">0</text>
                <text x="%d" y="%d">%s</text><text x="%d" y="%d" text-anchor="end">%s</text>%s</g></svg></figure>
                """.formatted(title, WIDTH, HEIGHT, WIDTH, HEIGHT, title, MARGIN, MARGIN, bottom, WIDTH - MARGIN,
                MARGIN + 4, bottom, MARGIN, bottom + 18, left, WIDTH - MARGIN, bottom + 18, right, content);
    }
}
