package org.topostream.factortopy.glm;

import java.util.ArrayList;
import java.util.List;

/// Orthonormal vectors over the volumes that span the nuisance columns so far, and their products with every voxel,
/// which follow from those of the columns: no volume is read again.
///
/// Gram and Schmidt's way, twice over, keeps vectors orthogonal to rounding (Giraud et al. 2005, "twice is enough").
/// A column of which the others leave nothing, as while there are fewer volumes than columns, is left out; what a model
/// can explain does not depend on it.
final class Basis {
    private final List<double[]> vectors = new ArrayList<>();
    private final List<double[]> products = new ArrayList<>();

    /// @param column  `[V]`, whitened
    /// @param product `[N]` of it with the whitened volumes
    void add(double[] column, double[] product) {
        Projection projection = project(column);
        if (!projection.isIndependent()) {
            return;
        }
        double length = Math.sqrt(Projection.dot(projection.residual(), projection.residual()));
        double[] rest = residual(product, projection.coefficients());
        vectors.add(scaled(projection.residual(), 1 / length));
        products.add(scaled(rest, 1 / length));
    }

    private static double[] scaled(double[] values, double scale) {
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = scale * values[i];
        }
        return scaled;
    }

    /// @param column `[V]`, whitened
    Projection project(double[] column) {
        double[] residual = column.clone();
        double[] coefficients = new double[vectors.size()];
        for (int pass = 0; pass < 2; pass++) {
            for (int j = 0; j < coefficients.length; j++) {
                double part = Projection.dot(vectors.get(j), residual);
                coefficients[j] += part;
                subtract(residual, part, vectors.get(j));
            }
        }
        return new Projection(column, coefficients, residual);
    }

    private static void subtract(double[] from, double weight, double[] values) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= weight * values[i];
        }
    }

    /// The product `[N]` of a column's residual with the volumes.
    /// @param product      `[N]` of the column
    /// @param coefficients of the column
    double[] residual(double[] product, double[] coefficients) {
        double[] residual = product.clone();
        for (int j = 0; j < coefficients.length; j++) {
            subtract(residual, coefficients[j], products.get(j));
        }
        return residual;
    }

    /// The same for some voxels, in place.
    /// @param product of the column, a value for each of the voxels
    void subtractFrom(double[] product, double[] coefficients, int[] voxels) {
        for (int j = 0; j < coefficients.length; j++) {
            double coefficient = coefficients[j];
            double[] values = products.get(j);
            for (int i = 0; i < voxels.length; i++) {
                product[i] -= coefficient * values[voxels[i]];
            }
        }
    }

    /// What of the sum of squares `[N]` of the volumes the basis leaves.
    double[] unexplained(double[] squares) {
        double[] unexplained = squares.clone();
        for (double[] product : products) {
            for (int n = 0; n < unexplained.length; n++) {
                unexplained[n] -= product[n] * product[n];
            }
        }
        return unexplained;
    }

    /// How many vectors there are.
    int rank() {
        return vectors.size();
    }
}
