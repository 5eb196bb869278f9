package org.topostream.factortopy.motion;

import java.util.Optional;

/// Least squares over many rows with the same few columns, whose right side comes again and again: their products,
/// taken apart once (Cholesky).
final class NormalEquations {
    /// A column of which the others leave less tells nothing of its own.
    private static final double DEPENDENT = 1e-10;

    private final int columns;
    private final double[] lower;

    private NormalEquations(int columns, double[] lower) {
        this.columns = columns;
        this.lower = lower;
    }

    /// @param rows `[rows, columns]`
    /// @return nothing where a column follows from the others
    static Optional<NormalEquations> of(double[] rows, int columns) {
        double[] products = new double[columns * columns];
        for (int begin = 0; begin < rows.length; begin += columns) {
            for (int i = 0; i < columns; i++) {
                for (int j = 0; j <= i; j++) {
                    products[i * columns + j] += rows[begin + i] * rows[begin + j];
                }
            }
        }
        for (int i = 0; i < columns; i++) {
            double whole = products[i * columns + i];
            for (int j = 0; j <= i; j++) {
                double sum = products[i * columns + j];
                for (int k = 0; k < j; k++) {
                    sum -= products[i * columns + k] * products[j * columns + k];
                }
                if (i == j && !(sum > DEPENDENT * whole)) {
                    return Optional.empty();
                }
                products[i * columns + j] = i == j ? Math.sqrt(sum) : sum / products[j * columns + j];
            }
        }
        return Optional.of(new NormalEquations(columns, products));
    }

    /// @param products `[columns]` of the columns with what is to be explained
    /// @return `[columns]` weights of the columns
    double[] solve(double[] products) {
        double[] weights = products.clone();
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < i; j++) {
                weights[i] -= lower[i * columns + j] * weights[j];
            }
            weights[i] /= lower[i * columns + i];
        }
        for (int i = columns - 1; i >= 0; i--) {
            for (int j = i + 1; j < columns; j++) {
                weights[i] -= lower[j * columns + i] * weights[j];
            }
            weights[i] /= lower[i * columns + i];
        }
        return weights;
    }
}
