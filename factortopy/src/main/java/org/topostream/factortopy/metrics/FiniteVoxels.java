package org.topostream.factortopy.metrics;

/// The check that sums can be taken of values.
final class FiniteVoxels {
    private FiniteVoxels() {}

    /// @param what   the values are, for the message
    /// @param voxels `N`
    /// @throws IllegalArgumentException where there are not `N` values, or one is not finite
    static void require(String what, float[] values, int voxels) {
        if (values.length != voxels) {
            throw new IllegalArgumentException(
                    "expected a " + what + " of " + voxels + " voxels, got " + values.length);
        }
        for (int n = 0; n < voxels; n++) {
            if (!Float.isFinite(values[n])) {
                throw new IllegalArgumentException("voxel " + n + " of the " + what + ": expected a finite number, got "
                        + values[n]);
            }
        }
    }
}
