package org.topostream.cli.bench;

import java.util.stream.IntStream;

/// What `bench memory` trains on.
///
/// @param stimuli each with features and one response
/// @param voxels  `N`
/// @param layers  `L`
/// @param width   `C`, channels of each layer
/// @param batch   `B`, trials in a step
/// @param steps   training steps
public record MemoryWorkload(int stimuli, int voxels, int layers, int width, int batch, int steps) {
    private static final int FEWEST_STEPS = 4;

    /// @throws IllegalArgumentException where a number is too small, or there are fewer stimuli than in a batch
    public MemoryWorkload {
        if (IntStream.of(voxels, layers, width, batch).anyMatch(size -> size < 1) || stimuli < batch
                || steps < FEWEST_STEPS) {
            throw new IllegalArgumentException("expected at least 1 voxel, layer, channel and trial in a batch, a "
                    + "batch's stimuli and " + FEWEST_STEPS + " steps, got " + voxels + ", " + layers + ", " + width
                    + ", " + batch + ", " + stimuli + " and " + steps);
        }
    }
}
