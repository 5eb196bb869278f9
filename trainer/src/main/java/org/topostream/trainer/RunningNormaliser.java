package org.topostream.trainer;

import org.topostream.factortopy.encoder.Normaliser;

/// Mean and spread of each voxel over the training responses so far, never over those to come.
///
/// The spread of few trials is drawn toward the spread of the average voxel, worth [#PRIOR_TRIALS] trials.
final class RunningNormaliser {
    private static final double PRIOR_TRIALS = 10;

    private final double[] sums;
    private final double[] squares;
    private long count;

    RunningNormaliser(int voxels) {
        sums = new double[voxels];
        squares = new double[voxels];
    }

    /// @param response `[N]`
    void add(float[] response) {
        change(response, 1);
    }

    /// Takes out what was added before.
    /// @param response `[N]`
    void remove(float[] response) {
        change(response, -1);
    }

    private void change(float[] response, int sign) {
        count += sign;
        for (int voxel = 0; voxel < sums.length; voxel++) {
            double value = response[voxel];
            sums[voxel] += sign * value;
            squares[voxel] += sign * value * value;
        }
    }

    /// As of now; mean 0 and spread 1 before the first response.
    Normaliser normaliser() {
        int voxels = sums.length;
        float[] mean = new float[voxels];
        float[] spread = new float[voxels];
        double[] deviations = new double[voxels];
        double pooled = 0;
        for (int voxel = 0; voxel < voxels; voxel++) {
            double centre = count == 0 ? 0 : sums[voxel] / count;
            mean[voxel] = (float) centre;
            deviations[voxel] = Math.max(0, squares[voxel] - count * centre * centre);
            pooled += deviations[voxel] / voxels;
        }
        double variance = count < 2 || pooled == 0 ? 1 : pooled / (count - 1);
        for (int voxel = 0; voxel < voxels; voxel++) {
            spread[voxel] = (float) Math.sqrt((deviations[voxel] + PRIOR_TRIALS * variance)
                    / (Math.max(0, count - 1) + PRIOR_TRIALS));
        }
        return new Normaliser(mean, spread);
    }
}
