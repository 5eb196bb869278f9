package org.topostream.cli.maps;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.topostream.factortopy.FloatTensor;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.RoiSummary;

/// Maps as people read them, a line each.
public final class MapText {
    private static final String ROW = "%-16s %-14s %-16s %8s %8s %9s  %-16s %8s  %s%n";
    /// Columns of which means are shown; maps of the weights of layers have dozens.
    private static final int MOST_COLUMNS = 3;

    private MapText() {}

    /// The heads of the columns of [#row].
    public static void head(PrintWriter out) {
        out.printf(ROW, "subject", "backbone", "kind", "version", "revision", "coverage", "range", "age", "units");
    }

    /// A map in a table.
    public static void row(PrintWriter out, CorticalMap map, Instant now) {
        out.printf(ROW, map.getSubject(), map.getBackbone(), map.getKind(), map.getEncoderVersion(), map.getRevision(),
                String.format(Locale.ROOT, "%.1f %%", 100 * map.getCoverage()),
                number(map.getMinimum()) + " to " + number(map.getMaximum()),
                age(Duration.between(map.getUpdatedAt(), now)), map.getUnits());
    }

    /// A map as news: when, which, and its mean in every region, or in all voxels where the subject has no region.
    static String update(CorticalMap map) {
        return String.format(Locale.ROOT, "%s  %s  %-24s  v%d r%d  %s%s",
                map.getUpdatedAt().truncatedTo(ChronoUnit.SECONDS), map.getSubject(), PublishedMaps.key(map),
                map.getEncoderVersion(), map.getRevision(),
                map.getStimulusId().isEmpty() ? "" : "(" + map.getStimulusId() + ")  ",
                map.getRois().isEmpty()
                        ? "all " + means(overall(map))
                        : map.getRois().stream().map(MapText::region).collect(Collectors.joining("  ")));
    }

    private static String region(RoiSummary roi) {
        return roi.getName() + " " + means(roi.getMean());
    }

    private static String means(List<Double> means) {
        return means.stream().limit(MOST_COLUMNS).map(MapText::number).collect(Collectors.joining("/"))
                + (means.size() > MOST_COLUMNS ? "/..." : "");
    }

    /// The mean of every column over voxels that have a value; NaN where none has.
    private static List<Double> overall(CorticalMap map) {
        FloatTensor values = MapColumns.values(map);
        int columns = MapColumns.names(map).size();
        List<Double> means = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            double sum = 0;
            int count = 0;
            for (int i = column; i < values.values().length; i += columns) {
                if (!Float.isNaN(values.values()[i])) {
                    sum += values.values()[i];
                    count++;
                }
            }
            means.add(count == 0 ? Double.NaN : sum / count);
        }
        return means;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3f", value);
    }

    /// How long ago something was, in its largest unit.
    public static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
