package org.topostream.factortopy.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.FloatTensor;

class NpyRowsTest {
    @TempDir
    private Path folder;

    @Test
    void writesRowsAsTheyCome() throws IOException {
        Path file = folder.resolve("rows.npy");

        try (NpyRows rows = new NpyRows(file, 2, 3)) {
            rows.append(new float[]{1, 2, 3, 4, 5, 6});
            rows.append(new float[]{7, 8, 9, 10, 11, 12.5f});
        }

        assertEquals(new FloatTensor(new int[]{2, 2, 3}, new float[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.5f}),
                NpyFile.readFloat(file));
    }

    /// The bytes are laid out as NEP 1 says: magic, version, header length, header up to a multiple of 64.
    @Test
    void beginsAsNumPyWantsIt() throws IOException {
        Path file = folder.resolve("rows.npy");

        try (NpyRows rows = new NpyRows(file, 1)) {
            rows.append(new float[]{1});
        }

        byte[] bytes = Files.readAllBytes(file);
        assertEquals("934e554d505901007600", HexFormat.of().formatHex(bytes, 0, 10));
        assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1,), }",
                new String(bytes, 10, 118, StandardCharsets.US_ASCII).strip());
        assertEquals('\n', bytes[127]);
        assertEquals("0000803f", HexFormat.of().formatHex(bytes, 128, bytes.length));
    }

    @Test
    void isAnEmptyFileWithoutRows() throws IOException {
        Path file = folder.resolve("rows.npy");

        new NpyRows(file, 4, 8, 8).close();

        assertEquals(FloatTensor.zeros(0, 4, 8, 8), NpyFile.readFloat(file));
    }

    @Test
    void refusesARowOfAnotherSize() throws IOException {
        try (NpyRows rows = new NpyRows(folder.resolve("rows.npy"), 2, 3)) {
            Exception error = assertThrows(IllegalArgumentException.class, () -> rows.append(new float[5]));

            assertTrue(error.getMessage().endsWith("rows.npy: expected rows of 6 values, got 5"), error.getMessage());
        }
    }
}
