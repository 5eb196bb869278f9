package org.topostream.factortopy.glm;

import java.util.List;

/// Takes the autocorrelation out of a column over volumes some of which are missing. Noise whose correlation over `k`
/// volumes is `rho^k` becomes white, of the same variance, where each value is replaced by
/// `(value - rho^k * before) / sqrt(1 - rho^2k)`, `before` being the volume `k` numbers earlier, the closest that is
/// there; the first value stays. This is the inverse of the Cholesky factor of the noise's correlation matrix.
///
/// @param parts  `[V]` what of the volume before is subtracted; 0 for the first
/// @param scales `[V]` what the difference is multiplied by
record Whitening(double[] parts, double[] scales) {
    /// @param volumes in the order of their numbers
    static Whitening of(List<SeenVolume> volumes, double autocorrelation) {
        double[] parts = new double[volumes.size()];
        double[] scales = new double[volumes.size()];
        for (int v = 0; v < parts.length; v++) {
            parts[v] = v == 0 ? 0 : part(autocorrelation, volumes.get(v).number() - volumes.get(v - 1).number());
            scales[v] = scale(parts[v]);
        }
        return new Whitening(parts, scales);
    }

    /// What of a volume is subtracted from one that comes `gap` numbers later.
    static double part(double autocorrelation, int gap) {
        return Math.pow(autocorrelation, gap);
    }

    static double scale(double part) {
        return 1 / Math.sqrt(1 - part * part);
    }

    /// @param column `[V]`
    double[] apply(double[] column) {
        double[] white = new double[column.length];
        for (int v = 0; v < column.length; v++) {
            white[v] = scales[v] * (v == 0 ? column[v] : column[v] - parts[v] * column[v - 1]);
        }
        return white;
    }

    /// The weights `[V]` of volumes as they came that make the same sum as the given weights of whitened ones.
    double[] weights(double[] white) {
        double[] weights = new double[white.length];
        for (int v = 0; v < white.length; v++) {
            weights[v] += scales[v] * white[v];
            if (v > 0) {
                weights[v - 1] -= scales[v] * parts[v] * white[v];
            }
        }
        return weights;
    }
}
