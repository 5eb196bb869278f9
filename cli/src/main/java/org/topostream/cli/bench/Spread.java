package org.topostream.cli.bench;

import java.util.Arrays;

/// Several measurements of one thing.
///
/// @param median the middle one, or the mean of the middle two
public record Spread(double median, double min, double max) {

    /// @param measurements at least one
    public static Spread of(double... measurements) {
        double[] sorted = measurements.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /// Of what was not measured.
    public static Spread none() {
        return new Spread(Double.NaN, Double.NaN, Double.NaN);
    }

    /// Of durations in seconds: how many images a second.
    Spread perSecond(int images) {
        return new Spread(images / median, images / max, images / min);
    }

    Spread times(double factor) {
        return new Spread(median * factor, min * factor, max * factor);
    }
}
