package org.topostream.factortopy.maps;

/// Numbers of some of a subject's voxels.
final class Voxels {
    private Voxels() {}

    /// @param count `N`
    /// @throws IllegalArgumentException where a number is not from 0 to `N - 1`
    static void requireWithin(int[] voxels, int count) {
        for (int voxel : voxels) {
            if (voxel < 0 || voxel >= count) {
                throw new IllegalArgumentException("expected voxels from 0 to " + (count - 1) + ", got " + voxel);
            }
        }
    }
}
