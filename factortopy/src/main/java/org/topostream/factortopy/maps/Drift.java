package org.topostream.factortopy.maps;

import java.util.List;

/// How far each voxel's choice of layers moved from one encoder to the next.
public final class Drift {
    private Drift() {}

    /// The map of the distances.
    /// @param before `[N, L]`, the layer weights of the last encoder, rows sum to 1
    /// @param after  `[N, L]`, those of this one
    /// @throws IllegalArgumentException where their sizes are others
    public static MapValues of(float[] before, float[] after, int voxels, int layers) {
        return new MapValues("drift", distance(before, after, voxels, layers), List.of(),
                "part of the layer weights that moved since the last encoder, 0 to 1", 0, 1, "viridis");
    }

    /// The total variation distance of every voxel's rows, `1/2 sum |after - before|`.
    /// @param before `[N, L]`, rows sum to 1
    /// @param after  `[N, L]`, rows sum to 1
    /// @return `[N]`, 0 for the same choice, 1 for layers of which none was chosen before
    /// @throws IllegalArgumentException where their sizes are others
    public static float[] distance(float[] before, float[] after, int voxels, int layers) {
        if (before.length != voxels * layers || after.length != voxels * layers) {
            throw new IllegalArgumentException("expected weights of " + layers + " layers for " + voxels
                    + " voxels before and after, got " + before.length + " and " + after.length);
        }
        float[] distance = new float[voxels];
        for (int voxel = 0; voxel < voxels; voxel++) {
            double moved = 0;
            for (int i = voxel * layers; i < (voxel + 1) * layers; i++) {
                moved += Math.abs((double) after[i] - before[i]);
            }
            distance[voxel] = (float) Math.min(1, moved / 2); // weights in float32 sum to a little more than 1
        }
        return distance;
    }
}
