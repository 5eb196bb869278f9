package org.topostream.producers.phantom;

import java.util.SplittableRandom;

import org.topostream.factortopy.encoder.Selectors;

/// What the phantom's voxels read, which a live map should find: deeper layers higher in the hierarchy, the opposite
/// half of the visual field, larger scales higher up, and a noise ceiling of each voxel.
///
/// @param selectors space, layer and scale of every voxel
/// @param ceiling   `[N]`, the largest Pearson r with its responses that a perfect model can reach
/// @param readout   `[N, K]`, weights on the latent channels
record Truth(Selectors selectors, float[] ceiling, float[] readout) {
    /// `K`, channels that every layer is projected to.
    static final int CHANNELS = 16;
    private static final double LAYER_WIDTH = 0.1;
    private static final double NEAREST = 0.1;
    private static final double FARTHEST = 0.85;
    private static final double ECCENTRICITY_BANDS = 1.5;
    private static final double LOWEST_CEILING = 0.5;
    private static final double CEILING_RANGE = 0.4;

    static Truth of(Anatomy anatomy, int layers, SplittableRandom random) {
        int voxels = anatomy.voxels();
        float[] space = new float[2 * voxels];
        float[] layer = new float[layers * voxels];
        float[] scale = new float[voxels];
        float[] ceiling = new float[voxels];
        float[] readout = new float[CHANNELS * voxels];
        for (int voxel = 0; voxel < voxels; voxel++) {
            double level = anatomy.level()[voxel];
            lookAt(anatomy, voxel, space);
            choose(level, layers, layer, voxel * layers);
            scale[voxel] = (float) (0.1 + 0.7 * level * level);
            ceiling[voxel] = (float) (LOWEST_CEILING + CEILING_RANGE * random.nextDouble());
            for (int k = 0; k < CHANNELS; k++) {
                readout[CHANNELS * voxel + k] = (float) random.nextGaussian();
            }
        }
        return new Truth(new Selectors(space, layer, scale), ceiling, readout);
    }

    /// Polar angle goes around the pole, mirrored as at the borders of visual areas; eccentricity goes in and out from
    /// area to area. The left hemisphere sees the right half of the image.
    private static void lookAt(Anatomy anatomy, int voxel, float[] space) {
        double band = anatomy.level()[voxel] * ECCENTRICITY_BANDS;
        double eccentricity = NEAREST + (FARTHEST - NEAREST) * (0.5 - 0.5 * Math.cos(2 * Math.PI * band));
        double angle = Math.abs(anatomy.meridian()[voxel]) - Math.PI / 2;
        space[2 * voxel] = (float) ((anatomy.isRight(voxel) ? -1 : 1) * eccentricity * Math.cos(angle));
        space[2 * voxel + 1] = (float) (eccentricity * Math.sin(angle));
    }

    /// Weights fall off around the layer of the voxel's own depth.
    private static void choose(double level, int layers, float[] weights, int from) {
        double sum = 0;
        for (int l = 0; l < layers; l++) {
            double distance = (layers == 1 ? 0 : l / (layers - 1.0)) - level;
            weights[from + l] = (float) Math.exp(-distance * distance / (2 * LAYER_WIDTH * LAYER_WIDTH));
            sum += weights[from + l];
        }
        for (int l = 0; l < layers; l++) {
            weights[from + l] /= (float) sum;
        }
    }
}
