package org.topostream.factortopy.timing;

import java.util.Arrays;

/// The middle of values, which less than half of them being wrong does not move far.
final class Medians {
    private Medians() {}

    /// @param values one or more
    static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
