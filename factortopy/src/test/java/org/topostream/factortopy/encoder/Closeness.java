package org.topostream.factortopy.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Compares arrays by their largest difference, relative to the largest expected value.
final class Closeness {
    private Closeness() {}

    static void assertClose(String what, float[] expected, float[] actual, double tolerance) {
        assertEquals(expected.length, actual.length, what + ": number of values");
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            double apart = Math.abs((double) expected[i] - actual[i]);
            difference = Double.isNaN(apart) ? Double.NaN : Math.max(difference, apart);
        }
        String seen = what + ": apart by " + difference + ", largest expected value " + largest;
        assertTrue(difference <= tolerance * largest, seen);
    }
}
