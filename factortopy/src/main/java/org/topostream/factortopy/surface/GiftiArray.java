package org.topostream.factortopy.surface;

import java.util.Map;

/// A data array of a GIFTI file.
///
/// @param intent   what it holds, such as `NIFTI_INTENT_POINTSET`
/// @param shape    lengths of its one or two axes
/// @param values   in C order, exact whatever their type
/// @param metadata its own
record GiftiArray(String intent, int[] shape, double[] values, Map<String, String> metadata) {
    static final String POINTS = "NIFTI_INTENT_POINTSET";
    static final String TRIANGLES = "NIFTI_INTENT_TRIANGLE";
    static final String LABELS = "NIFTI_INTENT_LABEL";

    GiftiArray {
        metadata = Map.copyOf(metadata);
    }

    /// Length of the second axis, 1 where there is none.
    int columns() {
        return shape.length == 1 ? 1 : shape[1];
    }

    /// Whether it has values of vertices, and not vertices or faces themselves.
    boolean ofVertices() {
        return !intent.equals(POINTS) && !intent.equals(TRIANGLES);
    }

    float[] floats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /// Whole numbers; others are cut off.
    int[] ints() {
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) values[i];
        }
        return ints;
    }
}
