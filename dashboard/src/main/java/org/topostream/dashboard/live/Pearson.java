package org.topostream.dashboard.live;

/// The correlation of two patterns.
final class Pearson {
    private Pearson() {}

    /// @param x `[N]`
    /// @param y `[N]`
    /// @return Pearson r over the N, NaN where one of them does not vary
    static double of(float[] x, float[] y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            double dx = x[i] - meanX;
            double dy = y[i] - meanY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
