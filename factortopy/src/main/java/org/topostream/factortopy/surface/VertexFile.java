package org.topostream.factortopy.surface;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.npy.NpyFile;

/// Reads values of vertices: GIFTI (`.func.gii`, `.shape.gii`), FreeSurfer's `lh.sulc`, `.mgh` and `.mgz`, and `.npy`,
/// told apart by their first bytes.
public final class VertexFile {
    private static final byte[] NPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private VertexFile() {}

    /// @return `[V, K]`, K values for each vertex
    /// @throws IOException where the file is absent, or has no such values; the message names it and says what it is
    public static FloatTensor read(Path file) throws IOException {
        FileBytes bytes = FileBytes.read(file);
        if (bytes.startsWith('<')) {
            return GiftiReader.read(bytes).values();
        }
        if (bytes.startsWith(NPY)) {
            return table(file, NpyFile.readFloat(file));
        }
        if (bytes.startsWith(FreeSurferCurv.MAGIC)) {
            float[] values = FreeSurferCurv.read(bytes);
            return new FloatTensor(new int[]{values.length, 1}, values);
        }
        if (bytes.startsWith(MghFile.MAGIC)) {
            return MghFile.read(bytes);
        }
        throw bytes.bad("expected values of vertices, GIFTI, FreeSurfer's curv or MGH, or .npy, got " + bytes.start());
    }

    private static FloatTensor table(Path file, FloatTensor tensor) throws IOException {
        int[] shape = tensor.shape();
        if (shape.length < 1 || shape.length > 2) {
            throw new IOException(file + ": expected the shape [vertices] or [vertices, values], got "
                    + Arrays.toString(shape));
        }
        return new FloatTensor(new int[]{shape[0], shape.length == 1 ? 1 : shape[1]}, tensor.values());
    }
}
