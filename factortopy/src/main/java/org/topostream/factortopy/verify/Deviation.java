package org.topostream.factortopy.verify;

/// How far one tensor is from what was expected.
///
/// @param tensor   its name
/// @param absolute the largest difference; infinite where a value is no number
/// @param largest  the largest expected value
public record Deviation(String tensor, double absolute, double largest) {

    /// The largest difference over the largest expected value; over 1 where all expected values are 0.
    public double relative() {
        return largest == 0 ? absolute : absolute / largest;
    }

    /// Compares value by value.
    /// @throws IllegalArgumentException where the numbers of values differ
    public static Deviation of(String tensor, double[] expected, double[] actual) {
        if (expected.length != actual.length) {
            throw new IllegalArgumentException(
                    tensor + ": expected " + expected.length + " values, got " + actual.length);
        }
        double largest = 0;
        double absolute = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            double apart = Math.abs(expected[i] - actual[i]);
            absolute = Math.max(absolute, Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart);
        }
        return new Deviation(tensor, absolute, largest);
    }

    /// Compares value by value.
    /// @throws IllegalArgumentException where the numbers of values differ
    public static Deviation of(String tensor, double[] expected, float[] actual) {
        return of(tensor, expected, doubles(actual));
    }

    /// Compares value by value.
    /// @throws IllegalArgumentException where the numbers of values differ
    public static Deviation of(String tensor, float[] expected, float[] actual) {
        return of(tensor, doubles(expected), doubles(actual));
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
