package org.topostream.factortopy.surface;

import java.io.IOException;

/// FreeSurfer's surfaces of triangles, such as `lh.pial`: the bytes FF FF FE, two lines of text, numbers of vertices
/// and faces, coordinates (float32), faces (int32), all big-endian (`MRISwriteTriangularSurface` of FreeSurfer's
/// `mrisurf`). What may follow tells of the volume it was made from.
final class FreeSurferSurface {
    static final byte[] MAGIC = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFE};
    private static final int AXES = 3;

    private FreeSurferSurface() {}

    /// @throws IllegalArgumentException where it is no [Mesh]
    static Mesh read(FileBytes bytes) throws IOException {
        bytes.skipTo(MAGIC.length);
        bytes.skipLine("first line");
        bytes.skipLine("second line");
        int vertices = bytes.count("vertices");
        int faces = bytes.count("faces");
        float[] coordinates = bytes.float32((long) AXES * vertices, vertices + " vertices");
        return new Mesh(coordinates, bytes.int32((long) AXES * faces, faces + " faces"));
    }
}
