package org.topostream.factortopy.glm;

/// A column, and what of it a [Basis] cannot make.
///
/// @param column       `[V]`
/// @param coefficients of every vector of the basis, whose sum is what it can make
/// @param residual     `[V]` the column less that
record Projection(double[] column, double[] coefficients, double[] residual) {
    /// How much of a column's length must be left for it to tell something of its own.
    static final double LEAST = 1e-6;

    /// Whether what is left is more than rounding.
    boolean isIndependent() {
        return dot(residual, residual) > LEAST * LEAST * dot(column, column);
    }

    /// The same of the difference of two columns.
    Projection minus(Projection other) {
        return new Projection(difference(column, other.column), difference(coefficients, other.coefficients),
                difference(residual, other.residual));
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
