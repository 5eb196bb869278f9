package org.topostream.factortopy.maps;

/// The directions in which rows vary most (Pearson 1901).
final class PrincipalComponents {
    /// A variance below this part of the largest is rounding: float32 values carry about 7 digits.
    private static final double NO_VARIANCE = 1e-12;

    private PrincipalComponents() {}

    /// @param rows   `[N, D]`, finite
    /// @param width  `D`
    /// @param chosen which of the rows, at least one
    /// @param count  how many directions
    /// @return `[count][D]`, most variance first, each of length 1 and its entry of the largest magnitude positive; all
    ///         zero where no variance is left
    static double[][] of(float[] rows, int width, int[] chosen, int count) {
        SymmetricEigen eigen = SymmetricEigen.of(covariance(rows, width, chosen));
        double[][] components = new double[count][width];
        for (int i = 0; i < Math.min(count, width); i++) {
            double variance = eigen.values()[i];
            if (variance > 0 && variance > NO_VARIANCE * eigen.values()[0]) {
                components[i] = signed(eigen.vectors()[i]);
            }
        }
        return components;
    }

    private static double[][] covariance(float[] rows, int width, int[] chosen) {
        double[] mean = new double[width];
        for (int row : chosen) {
            for (int d = 0; d < width; d++) {
                mean[d] += rows[row * width + d] / (double) chosen.length;
            }
        }
        double[][] covariance = new double[width][width];
        double[] centred = new double[width];
        for (int row : chosen) {
            for (int d = 0; d < width; d++) {
                centred[d] = rows[row * width + d] - mean[d];
            }
            for (int i = 0; i < width; i++) {
                double[] products = covariance[i];
                double value = centred[i];
                for (int j = 0; j < width; j++) {
                    products[j] += value * centred[j];
                }
            }
        }
        return covariance;
    }

    /// A component's sign is arbitrary; this is scikit-learn's choice.
    private static double[] signed(double[] component) {
        double largest = 0;
        for (double value : component) {
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        double[] signed = new double[component.length];
        for (int d = 0; d < signed.length; d++) {
            signed[d] = largest < 0 ? -component[d] : component[d];
        }
        return signed;
    }
}
