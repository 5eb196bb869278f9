package org.topostream.factortopy.encoder.internal.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTest {
    private static final int COLUMNS_APART = 5;

    /// Widths that end in one, two and three vectors; terms beyond those that fit the cache; none at all.
    @ParameterizedTest
    @CsvSource({"8, 16, 1", "8, 32, 7", "16, 48, 84", "24, 64, 128", "8, 112, 200", "40, 144, 401", "8, 16, 0"})
    void addsTheProductToWhatIsThere(int m, int n, int k) {
        for (boolean transposed : new boolean[]{false, true}) {
            SplittableRandom random = new SplittableRandom(m + n + k);
            int aRow = transposed ? 1 : k + COLUMNS_APART;
            int aStep = transposed ? m + COLUMNS_APART : 1;
            int stride = n + COLUMNS_APART;
            float[] a = draw(random, 3 + m * aRow + k * aStep);
            float[] b = draw(random, 1 + (k + 1) * stride);
            float[] c = draw(random, 2 + m * stride);
            float[] before = c.clone();

            Product.accumulate(m, n, k, a, 3, aRow, aStep, b, 1, stride, c, 2, stride);

            for (int i = 0; i < m; i++) {
                for (int j = 0; j < stride && 2 + i * stride + j < c.length; j++) {
                    int at = 2 + i * stride + j;
                    double expected = before[at];
                    for (int step = 0; step < k && j < n; step++) {
                        expected += (double) a[3 + i * aRow + step * aStep] * b[1 + step * stride + j];
                    }
                    assertEquals(expected, c[at], 1e-5 * Math.max(1, k), "row " + i + ", column " + j);
                }
            }
        }
    }

    private static float[] draw(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
