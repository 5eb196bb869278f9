package org.topostream.cli.bench;

import org.topostream.factortopy.verify.RandomProblem;

/// What `bench encoder` measures with.
///
/// @param voxels     `N`
/// @param layers     `L`
/// @param width      `C`, channels of each layer
/// @param bottleneck `D`
/// @param batch      `B`, images in a step
/// @param repeats    measurements of each kind
/// @param seconds    least length of each, above 0
/// @param device     `cpu`, `cuda:0` (any number), or `auto`
/// @param seed       of everything random
public record EncoderWorkload(int voxels, int layers, int width, int bottleneck, int batch, int repeats,
        double seconds, String device, long seed) {
    private static final int FEW_VOXELS = 200;
    private static final int FEW_IMAGES = 3;

    /// @throws IllegalArgumentException where a number is too small
    public EncoderWorkload {
        if (Math.min(Math.min(Math.min(voxels, layers), Math.min(width, bottleneck)), Math.min(batch, repeats)) < 1) {
            throw new IllegalArgumentException(
                    "expected at least 1 voxel, layer, channel, bottleneck channel, image and"
                            + " repeat, got " + voxels + ", " + layers + ", " + width + ", " + bottleneck + ", " + batch
                            + " and " + repeats);
        }
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("expected more than 0 seconds for a measurement, got " + seconds);
        }
    }

    /// What is timed.
    RandomProblem problem() {
        return RandomProblem.draw(voxels, layers, width, bottleneck, batch, seed);
    }

    /// The same with few voxels and images, for a slow evaluation.
    RandomProblem smallProblem() {
        return RandomProblem.draw(Math.min(voxels, FEW_VOXELS), layers, width, bottleneck, Math.min(batch, FEW_IMAGES),
                seed);
    }
}
