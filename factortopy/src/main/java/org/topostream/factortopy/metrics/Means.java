package org.topostream.factortopy.metrics;

import java.util.Arrays;

/// Summaries over voxels that leave out those without a value (NaN).
public final class Means {
    private Means() {}

    /// The mean of the values that are not NaN; NaN where there is none.
    public static double mean(float[] values) {
        double[] present = present(values);
        return present.length == 0 ? Double.NaN : Arrays.stream(present).sum() / present.length;
    }

    /// The median of the values that are not NaN, the mean of the middle two where their number is even; NaN where
    /// there is none.
    public static double median(float[] values) {
        double[] present = present(values);
        Arrays.sort(present);
        int half = present.length / 2;
        if (present.length == 0) {
            return Double.NaN;
        }
        return present.length % 2 == 1 ? present[half] : (present[half - 1] + present[half]) / 2;
    }

    /// The mean of `values / highest`, where `highest` is above 0: which part of a ceiling is reached.
    /// @param values  `[N]`, NaN where there is none
    /// @param highest `[N]`
    public static double meanShare(float[] values, float[] highest) {
        float[] shares = new float[values.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = highest[i] > 0 ? values[i] / highest[i] : Float.NaN;
        }
        return mean(shares);
    }

    private static double[] present(float[] values) {
        double[] present = new double[values.length];
        int count = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                present[count++] = value;
            }
        }
        return Arrays.copyOf(present, count);
    }
}
