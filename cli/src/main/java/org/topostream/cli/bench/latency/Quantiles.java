package org.topostream.cli.bench.latency;

import java.util.Arrays;

/// Several durations, in milliseconds.
///
/// @param p50 half of them are as short or shorter
/// @param p99 99 of 100 are
/// @param max the longest
public record Quantiles(double p50, double p90, double p99, double max) {

    /// @param milliseconds at least one
    static Quantiles of(double... milliseconds) {
        double[] sorted = milliseconds.clone();
        Arrays.sort(sorted);
        return new Quantiles(at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), sorted[sorted.length - 1]);
    }

    Quantiles minus(double milliseconds) {
        return new Quantiles(p50 - milliseconds, p90 - milliseconds, p99 - milliseconds, max - milliseconds);
    }

    /// The smallest that so large a share does not exceed.
    private static double at(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
