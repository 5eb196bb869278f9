package org.topostream.factortopy.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Compares arrays by their largest difference, relative to the largest expected value.
public final class Closeness {
    private Closeness() {}

    public static void assertClose(String what, float[] expected, float[] actual, double tolerance) {
        assertClose(what, doubles(expected), doubles(actual), tolerance);
    }

    public static void assertClose(String what, double[] expected, float[] actual, double tolerance) {
        assertClose(what, expected, doubles(actual), tolerance);
    }

    public static void assertClose(String what, double[] expected, double[] actual, double tolerance) {
        assertWithin(what, expected, actual, tolerance * largest(expected));
    }

    public static void assertWithin(String what, double[] expected, double[] actual, double allowed) {
        double apart = apart(what, expected, actual);
        assertTrue(apart <= allowed, what + ": apart by " + apart + ", allowed " + allowed
                + ", largest expected value " + largest(expected));
    }

    /// The largest difference, NaN where there is one.
    static double apart(String what, double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length, what + ": number of values");
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i] - actual[i])); // of a number and NaN it is NaN
        }
        return largest;
    }

    static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    public static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
