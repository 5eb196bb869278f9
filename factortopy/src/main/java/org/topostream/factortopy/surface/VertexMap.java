package org.topostream.factortopy.surface;

import java.util.Arrays;
import java.util.List;

import org.topostream.factortopy.FloatTensor;

/// Values at the vertices of one hemisphere's surface, as they are written to files.
///
/// @param hemisphere whose
/// @param values     `[V, K]`, NaN at vertices that show no voxel
/// @param columns    `[K]` what the values of a vertex are
public record VertexMap(Hemisphere hemisphere, float[] values, List<String> columns) {

    /// @throws IllegalArgumentException where there are no columns, or no value for each of every vertex
    public VertexMap {
        columns = List.copyOf(columns);
        if (columns.isEmpty() || values.length % columns.size() != 0) {
            throw new IllegalArgumentException("expected one value of each column for every vertex, got "
                    + values.length + " values for columns " + columns);
        }
    }

    /// Hands each vertex the values of the voxel that it shows.
    /// @param voxelValues `[N]` or `[N, K]`
    /// @param columns     `[K]`
    /// @param voxels      `[V]` number of the voxel at each vertex, -1 for none
    /// @throws IllegalArgumentException where a voxel is not there, or the columns do not fit the values
    public static VertexMap of(Hemisphere hemisphere, FloatTensor voxelValues, List<String> columns, int[] voxels) {
        int count = voxelValues.shape()[0];
        int width = columns.size();
        if (voxelValues.values().length != (long) count * width) {
            throw new IllegalArgumentException("expected " + width + " values a voxel, one for each of " + columns
                    + ", got values of shape " + Arrays.toString(voxelValues.shape()));
        }
        float[] values = new float[Math.multiplyExact(voxels.length, width)];
        for (int vertex = 0; vertex < voxels.length; vertex++) {
            int voxel = voxels[vertex];
            if (voxel < -1 || voxel >= count) {
                throw new IllegalArgumentException("vertex " + vertex + " of the " + hemisphere.label()
                        + " hemisphere shows voxel " + voxel + ", expected -1 to " + (count - 1));
            }
            if (voxel < 0) {
                Arrays.fill(values, vertex * width, (vertex + 1) * width, Float.NaN);
            } else {
                System.arraycopy(voxelValues.values(), voxel * width, values, vertex * width, width);
            }
        }
        return new VertexMap(hemisphere, values, columns);
    }

    /// V.
    public int vertices() {
        return values.length / columns.size();
    }

    /// @return `[V]` the values of one column
    public float[] column(int column) {
        float[] own = new float[vertices()];
        for (int vertex = 0; vertex < own.length; vertex++) {
            own[vertex] = values[vertex * columns.size() + column];
        }
        return own;
    }

    /// Whether hemisphere, columns and every bit of every value are the same.
    @Override
    public boolean equals(Object other) {
        return other instanceof VertexMap map && hemisphere == map.hemisphere && columns.equals(map.columns)
                && Arrays.equals(values, map.values);
    }

    @Override
    public int hashCode() {
        return 31 * columns.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "VertexMap[" + hemisphere + ", " + vertices() + " vertices, " + columns + "]";
    }
}
