package org.topostream.factortopy.metrics;

import java.util.Arrays;

/// How well predictions and responses agree, voxel by voxel, over a set of trials that may grow, shrink and change.
///
/// Keeps float64 running sums only, so that a response that is replaced by a later revision is taken out again
/// exactly as it was put in. Not thread safe.
public final class Agreement {
    private static final int SUMS = 5;
    private static final int P = 0;
    private static final int R = 1;
    private static final int PP = 2;
    private static final int RR = 3;
    private static final int PR = 4;
    /// A variance below this part of the mean square is rounding: float32 values carry about 7 digits.
    private static final double NO_VARIANCE = 1e-12;

    private final int voxels;
    private final double[] sums;

    /// Agreement over no trial yet.
    /// @throws IllegalArgumentException where there is no voxel
    public Agreement(int voxels) {
        this(voxels, new double[1 + SUMS * Math.max(voxels, 0)]);
    }

    private Agreement(int voxels, double[] sums) {
        if (voxels < 1 || sums.length != 1 + SUMS * voxels) {
            throw new IllegalArgumentException("expected at least 1 voxel and 1 + 5 sums for each, got " + voxels
                    + " voxels and " + sums.length + " sums");
        }
        this.voxels = voxels;
        this.sums = sums;
    }

    /// Agreement as it was when its sums were taken.
    /// @param sums as [#sums] gave them
    /// @throws IllegalArgumentException where the number of sums does not fit
    public static Agreement fromSums(int voxels, double[] sums) {
        return new Agreement(voxels, sums.clone());
    }

    /// Counts a trial in.
    /// @param prediction `[N]`, in the units of the response
    /// @param response   `[N]`
    /// @throws IllegalArgumentException where a size is not `N` or a value is not finite; nothing is counted then
    public void add(float[] prediction, float[] response) {
        count(prediction, response, 1);
    }

    /// Takes a trial out that was counted in with exactly these values.
    /// @throws IllegalArgumentException as [#add]
    /// @throws IllegalStateException    where no trial is counted in
    public void remove(float[] prediction, float[] response) {
        if (sums[0] < 1) {
            throw new IllegalStateException("no trial to remove");
        }
        count(prediction, response, -1);
    }

    /// Trials counted in.
    public long count() {
        return (long) sums[0];
    }

    /// Pearson's correlation over trials `[N]`; NaN with fewer than 2 trials or without variance.
    public float[] pearson() {
        float[] pearson = new float[voxels];
        for (int n = 0; n < voxels; n++) {
            double predictions = deviation(n, P, PP);
            double responses = deviation(n, R, RR);
            double shared = sum(n, PR) - sum(n, P) * sum(n, R) / sums[0];
            double r = shared / Math.sqrt(predictions * responses);
            pearson[n] = (float) Math.clamp(r, -1.0, 1.0);
        }
        return pearson;
    }

    /// The square of Pearson's correlation `[N]`; NaN where that is. What a model explains once its predictions are
    /// shifted and scaled at best; [#r2] takes them as they are.
    public float[] rSquared() {
        float[] squared = pearson();
        for (int n = 0; n < voxels; n++) {
            squared[n] *= squared[n];
        }
        return squared;
    }

    /// `1 - SSE / SST` over trials `[N]`; NaN with fewer than 2 trials or a response without variance.
    public float[] r2() {
        float[] r2 = new float[voxels];
        for (int n = 0; n < voxels; n++) {
            double error = sum(n, PP) - 2 * sum(n, PR) + sum(n, RR);
            r2[n] = (float) (1 - error / deviation(n, R, RR));
        }
        return r2;
    }

    /// The sums `[1 + 5 N]`: the count, then for every voxel the sums of p, r, p², r² and p·r.
    public double[] sums() {
        return sums.clone();
    }

    private void count(float[] prediction, float[] response, int sign) {
        FiniteVoxels.require("prediction", prediction, voxels);
        FiniteVoxels.require("response", response, voxels);
        sums[0] += sign;
        if (sums[0] == 0) {
            Arrays.fill(sums, 0); // whatever rounding left behind
            return;
        }
        for (int n = 0; n < voxels; n++) {
            double p = prediction[n];
            double r = response[n];
            int at = 1 + SUMS * n;
            sums[at + P] += sign * p;
            sums[at + R] += sign * r;
            sums[at + PP] += sign * p * p;
            sums[at + RR] += sign * r * r;
            sums[at + PR] += sign * p * r;
        }
    }

    private double sum(int voxel, int which) {
        return sums[1 + SUMS * voxel + which];
    }

    /// Sum of squared deviations from the mean; NaN where undefined, which then carries through.
    private double deviation(int voxel, int first, int second) {
        if (sums[0] < 2) {
            return Double.NaN;
        }
        double square = sum(voxel, second);
        double deviation = square - sum(voxel, first) * sum(voxel, first) / sums[0];
        return deviation > NO_VARIANCE * square ? deviation : Double.NaN;
    }
}
