package org.topostream.factortopy.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.Python;
import org.topostream.factortopy.surface.MghFrames;

/// Files that NumPy and nibabel wrote, by `write_recordings.py`.
class RecordingFilesTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws Exception {
        Python.with("numpy, nibabel").run("write_recordings.py", List.of(folder.toString()));
    }

    @Test
    void readsRowsInAnyOrder() throws IOException {
        for (String name : List.of("table32.npy", "table64.npy")) {
            try (NpyTable table = NpyTable.open(folder.resolve(name))) {
                assertEquals(4, table.rows());
                assertEquals(3, table.columns());
                assertArrayEquals(new float[]{30, 31, 32}, table.row(3));
                assertArrayEquals(new float[]{0, 1, 2}, table.row(0));
                assertThrows(IndexOutOfBoundsException.class, () -> table.row(4));
            }
        }
    }

    @Test
    void refusesTablesOfAnotherShapeOrType() {
        assertTrue(assertThrows(IOException.class, () -> NpyTable.open(folder.resolve("cube.npy"))).getMessage()
                .endsWith("expected the shape [rows, columns], got [2, 2, 2]"));
        assertTrue(assertThrows(IOException.class, () -> NpyTable.open(folder.resolve("whole.npy"))).getMessage()
                .contains("expected little-endian float32 or float64"));
        assertTrue(assertThrows(IOException.class, () -> NpyTable.open(folder.resolve("float.mgh"))).getMessage()
                .contains("expected a .npy file"));
    }

    @Test
    void refusesATableThatIsCutOff() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("table32.npy"));
        Path file = folder.resolve("cut.npy");
        for (int length : List.of(bytes.length - 1, 130, 20, 3, 0)) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThrows(IOException.class, () -> NpyTable.open(file), length + " bytes");
        }
    }

    @Test
    void readsLabelsOfEveryType() throws IOException {
        for (String kind : List.of("f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8")) {
            assertArrayEquals(new int[]{0, 3, 100, 7}, NpyLabels.read(folder.resolve("labels_" + kind + ".npy")),
                    kind);
        }
        assertArrayEquals(new int[]{-1, 3}, NpyLabels.read(folder.resolve("labels_negative.npy")));
        assertArrayEquals(new int[]{0, 1}, NpyLabels.read(folder.resolve("labels_bool.npy")));
        assertTrue(assertThrows(IOException.class, () -> NpyLabels.read(folder.resolve("labels_half.npy")))
                .getMessage().endsWith("expected whole numbers, got 0.5 at place 0"));
    }

    @Test
    void readsNamesOfLabels() throws IOException {
        for (String name : List.of("names.npy", "names_2.npy", "names_3.npy", "names_4.npy")) {
            assertEquals(Map.of(0, "Unknown", 1, "V1v", 300, "ünder", 70_000, "far"),
                    NpyLabels.names(folder.resolve(name)), name);
        }
        assertEquals(Map.of(5, "only"), NpyLabels.names(folder.resolve("one_name.npy")));
    }

    @Test
    void refusesWhatHoldsNoNames() throws IOException {
        for (String name : List.of("other.npy", "table32.npy")) {
            assertTrue(assertThrows(IOException.class, () -> NpyLabels.names(folder.resolve(name))).getMessage()
                    .contains("expected a pickled dictionary from whole numbers to names"), name);
        }
        byte[] bytes = Files.readAllBytes(folder.resolve("names.npy"));
        Path file = folder.resolve("cut.npy");
        for (int length = 129; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThrows(IOException.class, () -> NpyLabels.names(file), length + " bytes");
        }
    }

    @Test
    void readsFramesOneAtATime() throws IOException {
        for (String name : List.of("float", "short", "int")) {
            try (MghFrames frames = MghFrames.open(folder.resolve(name + ".mgh"))) {
                assertEquals(5, frames.vertices());
                assertEquals(3, frames.frames());
                assertEquals(!name.equals("float"), frames.isWhole());
                assertArrayEquals(new float[]{200, 201, 202, 203, 204}, frames.frame(2), name);
                assertArrayEquals(new float[]{0, 1, 2, 3, 4}, frames.frame(0), name);
                assertThrows(IndexOutOfBoundsException.class, () -> frames.frame(3));
            }
        }
    }

    @Test
    void refusesFramesThatAreCutOffOrPacked() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("float.mgh"));
        Files.write(folder.resolve("cut.mgh"), Arrays.copyOf(bytes, 284 + 59)); // of 60 bytes of values
        for (String name : List.of("cut.mgh", "packed.mgz", "table32.npy")) {
            assertThrows(IOException.class, () -> MghFrames.open(folder.resolve(name)), name);
        }
    }
}
