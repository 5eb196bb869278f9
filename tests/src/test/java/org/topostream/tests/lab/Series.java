package org.topostream.tests.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What was measured again and again, in order.
record Series(List<Double> values) {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int THIRDS = 3;
    private static final double TOLERANCE = 0.05;

    Series {
        values = List.copyOf(values);
        if (values.size() < THIRDS) {
            throw new IllegalArgumentException("expected " + THIRDS + " values or more, got " + values.size());
        }
    }

    /// Whether the last third's median is not above the middle third's, but for a twentieth and a slack. The first third
    /// is left to warming up.
    boolean isFlat(double slack) {
        return last() <= middle() * (1 + TOLERANCE) + slack;
    }

    /// The middle third's median.
    double middle() {
        int third = values.size() / THIRDS;
        return median(values.subList(third, 2 * third));
    }

    /// The last third's median.
    double last() {
        int third = values.size() / THIRDS;
        return median(values.subList(values.size() - third, values.size()));
    }

    private static double median(List<Double> some) {
        double[] sorted = some.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /// One bar a value: the least of the scale is half the largest value, so that no change looks like none.
    String bars() {
        double top = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double step = top / 2 / (BARS.length() - 1);
        return values.stream().map(value -> step == 0 ? 0 : (int) Math.round((value - top / 2) / step))
                .map(bar -> String.valueOf(BARS.charAt(Math.clamp(bar, 0, BARS.length() - 1))))
                .collect(Collectors.joining());
    }

    /// Least and most, for people.
    String range() {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return String.format(Locale.ROOT, "%.0f..%.0f", sorted[0], sorted[sorted.length - 1]);
    }
}
