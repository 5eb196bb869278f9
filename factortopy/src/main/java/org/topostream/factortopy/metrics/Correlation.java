package org.topostream.factortopy.metrics;

/// Agreement of two maps over voxels.
public final class Correlation {
    private Correlation() {}

    /// Pearson r of two arrays of equal length; NaN where one of them has no variance.
    /// @throws IllegalArgumentException where their lengths differ
    public static double pearson(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("expected two arrays of equal length, got " + a.length + " and "
                    + b.length);
        }
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < a.length; i++) {
            meanA += a[i] / (double) a.length;
            meanB += b[i] / (double) a.length;
        }
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
