package org.topostream.factortopy.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
    private static final int ROWS = 30;
    private static final int WIDTH = 5;
    private static final int[] EVEN_ROWS = IntStream.range(0, ROWS).filter(row -> row % 2 == 0).toArray();

    private static float[] rows() {
        float[] rows = new float[ROWS * WIDTH];
        for (int n = 0; n < ROWS; n++) {
            for (int d = 0; d < WIDTH; d++) {
                rows[n * WIDTH + d] = (float) (Math.sin(1.1 * n + 0.6 * d * d) + 0.3 * Math.cos(0.4 * n * d + d));
            }
        }
        return rows;
    }

    /// Expected numbers are scikit-learn 1.9's, `PCA(3).fit(rows[::2]).components_`.
    @Test
    void areThoseOfScikitLearn() {
        double[][] components = PrincipalComponents.of(rows(), WIDTH, EVEN_ROWS, 3);

        assertArrayEquals(new double[]{0.463038435, 0.27949402, -0.500044183, 0.534251252, -0.414740781},
                components[0], 1e-6);
        assertArrayEquals(new double[]{0.223135996, 0.675536476, 0.389268196, -0.461577465, -0.359551544},
                components[1], 1e-6);
        assertArrayEquals(new double[]{0.133146835, -0.18028707, 0.770194344, 0.575136297, -0.160584572},
                components[2], 1e-6);
    }

    @Test
    void areZeroWhereNoVarianceIsLeft() {
        float[] rows = {1, 2, 3, 4, 5, 6};

        double[][] components = PrincipalComponents.of(rows, 3, new int[]{0, 1}, 3);

        double part = 1 / Math.sqrt(3);
        assertArrayEquals(new double[]{part, part, part}, components[0], 1e-12);
        assertArrayEquals(new double[3], components[1]);
        assertArrayEquals(new double[3], components[2]);
    }

    @Test
    void areZeroBeyondTheWidth() {
        double[][] components = PrincipalComponents.of(new float[]{1, 2, 4}, 1, new int[]{0, 1, 2}, 3);

        assertArrayEquals(new double[][]{{1}, {0}, {0}}, components);
    }

    /// Expected numbers are NumPy 2.4's, `np.linalg.eigh([[4, 1, -2], [1, 2, 0], [-2, 0, 3]])`.
    @Test
    void eigenvaluesAreThoseOfNumPy() {
        SymmetricEigen eigen = SymmetricEigen.of(new double[][]{{4, 1, -2}, {1, 2, 0}, {-2, 0, 3}});

        assertArrayEquals(new double[]{5.732050808, 2.267949192, 1}, eigen.values(), 1e-8);
        double sign = Math.signum(eigen.vectors()[0][0]);
        assertEquals(0.788675135 * sign, eigen.vectors()[0][0], 1e-8);
        assertEquals(0.211324865 * sign, eigen.vectors()[0][1], 1e-8);
        assertEquals(-0.577350269 * sign, eigen.vectors()[0][2], 1e-8);
    }

    @Test
    void eigenvectorsPutALargeMatrixTogetherAgain() {
        int size = 64;
        SplittableRandom random = new SplittableRandom(1);
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = random.nextGaussian();
                matrix[j][i] = matrix[i][j];
            }
        }

        SymmetricEigen eigen = SymmetricEigen.of(matrix);

        double[][] together = new double[size][size];
        for (int k = 0; k < size; k++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    together[i][j] += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            assertArrayEquals(matrix[i], together[i], 1e-9);
        }
    }
}
