package org.topostream.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.CorticalMap;

/// What the examples that read Avro print for a map.
///
/// @param mean    over all values that are not NaN
/// @param regions of a layer map: each region's name
/// @param layers  and the mean layer in it
record MapLine(Instant time, String key, long version, long revision, double mean, List<String> regions,
        List<Double> layers) {
    /// They print four decimals.
    private static final double ROUNDING = 1e-4;
    private static final Pattern LINE = Pattern
            .compile("(\\S+) (\\S+) version (\\d+) revision (\\d+) mean (\\S+)((?: \\S+=\\S+)*)");
    private static final Pattern REGION = Pattern.compile(" (\\S+)=(\\S+)");

    /// @throws AssertionError where printed lines are not those of these maps, in their order
    static void requireSame(List<CorticalMap> maps, List<String> printed) {
        assertEquals(maps.size(), printed.size(), () -> String.join("\n", printed));
        for (int i = 0; i < maps.size(); i++) {
            of(maps.get(i)).requireSame(parse(printed.get(i)), printed.get(i));
        }
    }

    private static MapLine of(CorticalMap map) {
        boolean layer = map.getKind().equals("layer");
        return new MapLine(map.getUpdatedAt(), map.getBackbone() + "/" + map.getKind(), map.getEncoderVersion(),
                map.getRevision(), mean(Tensors.floats(map.getValues())),
                layer ? map.getRois().stream().map(roi -> roi.getName()).toList() : List.of(),
                layer ? map.getRois().stream().map(roi -> roi.getMean().getFirst()).toList() : List.of());
    }

    /// Over what is not NaN.
    static double mean(float[] values) {
        double sum = 0;
        int known = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                sum += value;
                known++;
            }
        }
        return sum / known;
    }

    private static MapLine parse(String line) {
        Matcher parts = LINE.matcher(line);
        assertTrue(parts.matches(), line);
        List<MatchResult> regions = REGION.matcher(parts.group(6)).results().toList();
        return new MapLine(Instant.parse(parts.group(1)), parts.group(2), Long.parseLong(parts.group(3)),
                Long.parseLong(parts.group(4)), number(parts.group(5)),
                regions.stream().map(region -> region.group(1)).toList(),
                regions.stream().map(region -> number(region.group(2))).toList());
    }

    /// Python writes `nan`.
    private static double number(String text) {
        return text.equals("nan") ? Double.NaN : Double.parseDouble(text);
    }

    private void requireSame(MapLine other, String line) {
        assertEquals(time, other.time, line);
        assertEquals(key, other.key, line);
        assertEquals(version, other.version, line);
        assertEquals(revision, other.revision, line);
        assertEquals(mean, other.mean, ROUNDING, line);
        assertEquals(regions, other.regions, line);
        for (int i = 0; i < layers.size(); i++) {
            assertEquals(layers.get(i), other.layers.get(i), ROUNDING, line);
        }
    }
}
