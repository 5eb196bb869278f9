package org.topostream.factortopy.encoder.internal.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

class GeluTest {
    /// Value, `x * norm.cdf(x)` and `norm.cdf(x) + x * norm.pdf(x)` from SciPy 1.17.
    private static final double[][] SCIPY = {{-12, -2.13177853449e-32, -2.55789566167e-31},
            {-5.5, -1.04442593562e-07, -5.73347239874e-07}, {-3, -0.00404969409489, -0.0119456472042},
            {-1.25, -0.132062217084, -0.122661583069}, {-0.5, -0.154268769363, 0.132504875344},
            {-0.0625, -0.0296926456857, 0.450197089928}, {0, 0, 0.5}, {0.001, 0.000500398942214, 0.500797884295},
            {0.7, 0.530625443444, 0.976614101134}, {1, 0.841344746069, 1.08331547059},
            {2.5, 2.48447583669, 1.03761108591}, {4, 3.99987331503, 1.00050364966}, {9, 9, 1}, {1e4, 1e4, 1}};
    private static final int COUNT = 16;

    @Test
    void isScipys() {
        float[] values = new float[2 * COUNT];
        for (int i = 0; i < SCIPY.length; i++) {
            values[i] = (float) SCIPY[i][0];
        }

        Gelu.apply(values, 0, COUNT, COUNT);

        for (int i = 0; i < SCIPY.length; i++) {
            assertEquals(SCIPY[i][1], values[i], 2e-7 * Math.max(1, Math.abs(SCIPY[i][0])), "of " + SCIPY[i][0]);
            assertEquals(SCIPY[i][2], values[COUNT + i], 3e-7, "slope at " + SCIPY[i][0]);
        }
    }

    @Test
    void isNoNumberWhereItsInputIsNone() {
        float[] values = new float[2 * COUNT];
        Arrays.fill(values, Float.NaN);

        Gelu.apply(values, 0, COUNT, COUNT);

        for (float value : values) {
            assertTrue(Float.isNaN(value));
        }
    }
}
