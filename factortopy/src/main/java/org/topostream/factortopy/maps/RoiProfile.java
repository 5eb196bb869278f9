package org.topostream.factortopy.maps;

import org.topostream.factortopy.metrics.Means;

/// What a map comes to over a region of interest.
///
/// @param voxels  how many of its voxels have a value in any column
/// @param means   `[K]`, the mean of each column over the voxels that have one; NaN where there is none
/// @param medians `[K]`, their median
public record RoiProfile(int voxels, double[] means, double[] medians) {

    /// @param map    `[N, K]`, NaN where a voxel has no value
    /// @param inside the region's voxels, their numbers from 0 to `N - 1`
    /// @throws IllegalArgumentException where a number is none of the map's voxels
    public static RoiProfile of(MapValues map, int[] inside) {
        int columns = map.columns();
        Voxels.requireWithin(inside, map.values().length / columns);
        boolean[] present = new boolean[inside.length];
        double[] means = new double[columns];
        double[] medians = new double[columns];
        for (int column = 0; column < columns; column++) {
            float[] values = new float[inside.length];
            for (int i = 0; i < inside.length; i++) {
                values[i] = map.values()[inside[i] * columns + column];
                present[i] |= !Float.isNaN(values[i]);
            }
            means[column] = Means.mean(values);
            medians[column] = Means.median(values);
        }
        int voxels = 0;
        for (boolean one : present) {
            voxels += one ? 1 : 0;
        }
        return new RoiProfile(voxels, means, medians);
    }
}
