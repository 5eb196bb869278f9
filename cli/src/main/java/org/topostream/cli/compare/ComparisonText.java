package org.topostream.cli.compare;

import java.util.List;
import java.util.Locale;

/// A comparison as people read it in a terminal.
public final class ComparisonText {
    private static final int WIDTH = 14;
    private static final int POINTS = 8;

    private final Comparison comparison;
    private final StringBuilder text = new StringBuilder();

    private ComparisonText(Comparison comparison) {
        this.comparison = comparison;
    }

    public static String of(Comparison comparison) {
        return new ComparisonText(comparison).text();
    }

    private String text() {
        text.append(String.format(Locale.ROOT, "subject %s, %d voxels%n%n", comparison.subject(),
                comparison.voxels()));
        row("", comparison.encoders().stream().map(Comparison.Side::name).toList());
        row("encoder version", each(side -> Long.toString(side.version())));
        row("trials scored", each(side -> side.score() == null ? "-" : Long.toString(side.score().trials())));
        row("r, novel images", each(side -> side.score() == null ? "-" : number(side.score().rMean())));
        row("R2", each(side -> side.score() == null ? "-" : number(side.score().r2Mean())));
        row("r over ceiling", each(side -> side.score() == null ? "-" : number(side.score().ofCeiling())));
        row("r, validation", each(side -> side.score() == null ? "-" : number(side.score().validationRMean())));
        row("ridge, validation", each(side -> side.ridge() == null ? "-" : number(side.ridge())));
        row("alignment slope", each(side -> side.alignment() == null ? "-" : number(side.alignment().slope())));
        row("alignment b0", each(side -> side.alignment() == null ? "-" : number(side.alignment().b0())));
        row("alignment b1", each(side -> side.alignment() == null ? "-" : number(side.alignment().b1())));
        regions();
        curves();
        comparison.shifts().forEach(shift -> text.append(String.format(Locale.ROOT,
                "%nlayers, %s to %s: mean shift %+.3f, mean magnitude %.3f, %.0f %% of the voxels read another layer%n",
                shift.from(), shift.to(), shift.meanShift(), shift.meanMagnitude(), 100 * shift.moved())));
        return text.toString();
    }

    private void regions() {
        List<Comparison.RoiLine> rois = comparison.encoders().getFirst().rois();
        if (!rois.isEmpty()) {
            text.append("\nregion: r, mean layer, mean scale\n");
        }
        for (int roi = 0; roi < rois.size(); roi++) {
            int at = roi;
            row(rois.get(roi).name(), each(side -> side.rois().size() <= at
                    ? "-"
                    : String.format(Locale.ROOT, "%.2f %.2f %.2f", side.rois().get(at).r(), side.rois().get(at).layer(),
                            side.rois().get(at).scale())));
        }
    }

    /// At a few places only; the JSON has all.
    private void curves() {
        int longest = comparison.encoders().stream().mapToInt(side -> side.curve().size()).max().orElse(0);
        if (longest > 0) {
            text.append("\nimages seen: r of the stretch that ends there\n");
        }
        int step = Math.max(1, longest / POINTS);
        for (int point = 0; point < longest; point += step) {
            int at = point;
            String images = comparison.encoders().stream().filter(side -> side.curve().size() > at).findFirst()
                    .map(side -> Integer.toString(side.curve().get(at).images())).orElse("");
            row(images, each(side -> side.curve().size() <= at ? "-" : number(side.curve().get(at).rMean())));
        }
    }

    private interface Cell {
        String of(Comparison.Side side);
    }

    private List<String> each(Cell cell) {
        return comparison.encoders().stream().map(cell::of).toList();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private void row(String head, List<String> cells) {
        text.append(String.format(Locale.ROOT, "%-18s", head));
        cells.forEach(
                cell -> text.append(String.format(Locale.ROOT, " %" + Math.max(WIDTH, cell.length()) + "s", cell)));
        text.append('\n');
    }
}
