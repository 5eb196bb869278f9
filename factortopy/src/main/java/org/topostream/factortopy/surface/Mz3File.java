package org.topostream.factortopy.surface;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// Writes maps as `.mz3` for niivue and Surf Ice (*MZ3 format specification* in neurolabusc/surf-ice): gzipped, 16
/// bytes of header, then float32 of all vertices, column after column, little-endian.
public final class Mz3File {
    private static final short MAGIC = 0x5A4D;
    private static final short SCALARS = 8;
    private static final int HEADER = 16;
    private static final int FEWEST = 3;

    private Mz3File() {}

    /// Writes a map; a file that is there is replaced.
    /// @throws IllegalArgumentException where there are fewer than 3 vertices, which the format does not allow
    public static void write(Path file, VertexMap map) throws IOException {
        if (map.vertices() < FEWEST) {
            throw new IllegalArgumentException("expected " + FEWEST + " vertices or more for mz3, got "
                    + map.vertices());
        }
        ByteBuffer bytes = ByteBuffer
                .allocate(Math.addExact(HEADER, Math.multiplyExact(Float.BYTES, map.values().length)))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(MAGIC).putShort(SCALARS).putInt(0).putInt(map.vertices()).putInt(0);
        for (int column = 0; column < map.columns().size(); column++) {
            for (float value : map.column(column)) {
                bytes.putFloat(value);
            }
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes.array());
        }
    }
}
