package org.topostream.factortopy.surface;

import java.io.IOException;

/// FreeSurfer's values per vertex, such as `lh.sulc`, in the newer of its two formats: the bytes FF FF FF, numbers of
/// vertices, faces and values a vertex (1), the values (float32), all big-endian (`MRISwriteCurvature` of FreeSurfer's
/// `mrisurf`).
final class FreeSurferCurv {
    static final byte[] MAGIC = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF};

    private FreeSurferCurv() {}

    /// @return `[V]`
    static float[] read(FileBytes bytes) throws IOException {
        bytes.skipTo(MAGIC.length);
        int vertices = bytes.count("vertices");
        bytes.count("faces");
        int each = bytes.count("values a vertex");
        if (each != 1) {
            throw bytes.bad("expected 1 value a vertex, got " + each);
        }
        return bytes.float32(vertices, vertices + " values");
    }
}
