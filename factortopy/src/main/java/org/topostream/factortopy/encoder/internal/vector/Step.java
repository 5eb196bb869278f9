package org.topostream.factortopy.encoder.internal.vector;

/// What all threads share in one step, besides the tokens.
///
/// @param parameters    `[P]`, laid out by a [Layout]
/// @param gradients     `[P]`; each voxel's readout is written by the thread that has the voxel
/// @param space         `[N, 2]`
/// @param targets       `[B][N]`
/// @param beta          of smooth-L1
/// @param regulariser   its weight
record Step(float[] parameters, float[] gradients, float[] space, float[][] targets, double beta,
        double regulariser) {

    /// `B`.
    int images() {
        return targets.length;
    }
}
