package org.topostream.factortopy.maps;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations: each makes one entry beside the
/// diagonal zero, until all are (Golub and Van Loan, *Matrix Computations*, section 8.5).
///
/// @param values  `[D]`, largest first
/// @param vectors `[D][D]`, a row for each value, of length 1
record SymmetricEigen(double[] values, double[][] vectors) {
    /// Far more than it takes: the last sweeps square what is left.
    private static final int MOST_SWEEPS = 60;
    private static final double ROUNDING = 1e-26;

    /// @param matrix `[D][D]`, finite
    static SymmetricEigen of(double[][] matrix) {
        int size = matrix.length;
        double[][] left = new double[size][];
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            left[i] = matrix[i].clone();
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(left); sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(left, vectors, p, q);
                }
            }
        }
        int[] order = IntStream.range(0, size).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -left[i][i])).mapToInt(Integer::intValue).toArray();
        double[] values = new double[size];
        double[][] sorted = new double[size][];
        for (int i = 0; i < size; i++) {
            values[i] = left[order[i]][order[i]];
            sorted[i] = vectors[order[i]];
        }
        return new SymmetricEigen(values, sorted);
    }

    private static boolean isDiagonal(double[][] matrix) {
        double diagonal = 0;
        double beside = 0;
        for (int i = 0; i < matrix.length; i++) {
            diagonal += matrix[i][i] * matrix[i][i];
            for (int j = i + 1; j < matrix.length; j++) {
                beside += matrix[i][j] * matrix[i][j];
            }
        }
        return beside <= ROUNDING * diagonal;
    }

    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        if (matrix[p][q] == 0) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = Math.copySign(1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1)), theta);
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (double[] row : matrix) {
            double first = row[p];
            double second = row[q];
            row[p] = cosine * first - sine * second;
            row[q] = sine * first + cosine * second;
        }
        rotate(matrix[p], matrix[q], cosine, sine);
        rotate(vectors[p], vectors[q], cosine, sine);
    }

    private static void rotate(double[] first, double[] second, double cosine, double sine) {
        for (int i = 0; i < first.length; i++) {
            double before = first[i];
            first[i] = cosine * before - sine * second[i];
            second[i] = sine * before + cosine * second[i];
        }
    }
}
