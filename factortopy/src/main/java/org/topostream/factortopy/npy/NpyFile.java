package org.topostream.factortopy.npy;

import java.io.IOException;
import java.nio.file.Path;

import org.topostream.factortopy.FloatTensor;

/// stub
public final class NpyFile {
    private NpyFile() {}

    public static FloatTensor readFloat(Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    public static double[] readDouble(Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    public static void write(Path file, FloatTensor tensor) throws IOException {
        throw new UnsupportedOperationException();
    }
}
