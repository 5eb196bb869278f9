package org.topostream.factortopy.surface;

import java.io.IOException;

/// FreeSurfer's flat patches, such as `lh.cortex.patch.flat`: -1, the number of vertices, and of each its number (one
/// more; negative at the rim) and where it lies, all big-endian (`MRISwritePatch` of FreeSurfer's `mrisurf`). The faces
/// are those of the surface that was cut.
final class FreeSurferPatch {
    static final byte[] MAGIC = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
    private static final int AXES = 3;

    private FreeSurferPatch() {}

    /// @param whole the surface that was cut
    /// @return as many vertices as `whole`; those that are not in the patch belong to no face
    static Mesh read(FileBytes bytes, Mesh whole) throws IOException {
        bytes.skipTo(MAGIC.length);
        int count = bytes.count("vertices");
        float[] places = new float[AXES * whole.vertexCount()];
        boolean[] inside = new boolean[whole.vertexCount()];
        for (int i = 0; i < count; i++) {
            int vertex = Math.abs(bytes.int32("number of vertex " + i)) - 1;
            if (vertex < 0 || vertex >= inside.length) {
                throw bytes.bad("is a patch of vertex " + vertex + ", expected 0 to " + (inside.length - 1)
                        + ", the vertices of the surface it is cut from");
            }
            inside[vertex] = true;
            for (int axis = 0; axis < AXES; axis++) {
                places[AXES * vertex + axis] = bytes.float32("coordinates of vertex " + vertex);
            }
        }
        return new Mesh(places, whole.faces()).cut(vertex -> inside[vertex]).withoutStrays();
    }
}
