package org.topostream.factortopy.surface.picture;

import java.util.List;
import java.util.stream.IntStream;

import org.topostream.factortopy.FloatTensor;

/// Colours of voxels.
///
/// @param title  what they show; empty where there is nothing to tell apart
/// @param voxels `[N]`, each 0xRRGGBB, or [#NONE]
record Inks(String title, int[] voxels) {
    /// Of a voxel without a value.
    static final int NONE = -1;

    /// One of every column, or one of both where they are a plane.
    /// @param values `[N]` or `[N, K]`
    static List<Inks> of(MapStyle style, FloatTensor values) {
        if (style.isPlane()) {
            return List.of(new Inks(String.join(", ", style.columns()), plane(style, values.values())));
        }
        int columns = style.columns().size();
        return IntStream.range(0, columns).mapToObj(column -> new Inks(
                columns == 1 ? "" : style.columns().get(column), column(style, values.values(), column))).toList();
    }

    private static int[] plane(MapStyle style, float[] values) {
        return IntStream.range(0, values.length / 2).map(voxel -> {
            float x = values[2 * voxel];
            float y = values[2 * voxel + 1];
            return Float.isFinite(x) && Float.isFinite(y) ? style.colours().place(x, y, style.reach()) : NONE;
        }).toArray();
    }

    private static int[] column(MapStyle style, float[] values, int column) {
        int columns = style.columns().size();
        return IntStream.range(0, values.length / columns).map(voxel -> {
            float value = values[voxel * columns + column];
            return Float.isNaN(value) ? NONE : style.single().colour(value, style.minimum(), style.maximum());
        }).toArray();
    }
}
