package org.topostream.factortopy.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.npy.NpyFile;

class VertexFileTest {
    @TempDir
    private Path folder;

    private static FloatTensor table(int vertices, int columns, float... values) {
        return new FloatTensor(new int[]{vertices, columns}, values);
    }

    private FloatTensor read(String base64) throws IOException {
        return VertexFile.read(NibabelFiles.write(folder, "values", base64));
    }

    @Test
    void readsGiftiOfEveryTypeAndEncoding() throws IOException {
        assertEquals(table(4, 3, 1.5f, 3, 1.5f, Float.NaN, 0, Float.NaN, -2, 255, -2, 0, 7, 0),
                read(NibabelFiles.VALUES));
    }

    @Test
    void readsCurv() throws IOException {
        assertEquals(table(4, 1, 1.5f, Float.NaN, -2, 0), read(NibabelFiles.CURV));
    }

    @Test
    void readsMghOfEveryType() throws IOException {
        assertEquals(table(4, 2, 1.5f, 10, -2, 20, 0, 30, Float.NaN, 40), read(NibabelFiles.MGH_FLOAT));
        assertEquals(table(4, 2, 1, -70000, 2, 3, 4, 5, 6, 7), read(NibabelFiles.MGH_INT));
        assertEquals(table(4, 1, 1, -2, 300, -400), read(NibabelFiles.MGH_SHORT));
        assertEquals(table(4, 1, 1, 2, 200, 255), read(NibabelFiles.MGH_UCHAR));
    }

    @Test
    void readsNpyWithOneAxisOrTwo() throws IOException {
        Path file = folder.resolve("values.npy");

        NpyFile.write(file, new FloatTensor(new int[]{3}, new float[]{1, 2, 3}));
        assertEquals(table(3, 1, 1, 2, 3), VertexFile.read(file));

        NpyFile.write(file, table(1, 3, 1, 2, 3));
        assertEquals(table(1, 3, 1, 2, 3), VertexFile.read(file));
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertRefused("surface", NibabelFiles.ZLIB,
                "expected values of vertices, got arrays of [NIFTI_INTENT_POINTSET, NIFTI_INTENT_TRIANGLE]");
        assertRefused("lh.pial", NibabelFiles.SURFACE, "expected values of vertices, GIFTI, FreeSurfer's curv or MGH, "
                + "or .npy, got 124 bytes starting with ff ff fe 6d 61 64 65 20");
        assertRefused(Files.write(folder.resolve("curv"), curv(2, 2, new float[2])),
                "expected 1 value a vertex, got 2");
        assertRefused(Files.write(folder.resolve("short"), curv(3, 1, new float[2])),
                "expected 12 bytes of 3 values at byte 15, got 8");
        assertRefused(Files.write(folder.resolve("type.mgh"),
                ByteBuffer.allocate(288).putInt(1).putInt(1).putInt(1).putInt(1).putInt(1).putInt(7).array()),
                "expected values of type 0 (uchar), 1 (int), 3 (float) or 4 (short), got 7");
        assertRefused(Files.write(folder.resolve("huge.mgh"),
                ByteBuffer.allocate(288).putInt(1).putInt(1 << 30).putInt(1 << 30).putInt(1).putInt(1).array()),
                "expected 1073741824 bytes of values at byte 8, got 280");
        Path cube = folder.resolve("cube.npy");
        NpyFile.write(cube, FloatTensor.zeros(1, 1, 1));
        assertRefused(cube, "expected the shape [vertices] or [vertices, values], got [1, 1, 1]");
    }

    private static byte[] curv(int vertices, int each, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(15 + Float.BYTES * values.length);
        bytes.put(FreeSurferCurv.MAGIC).putInt(vertices).putInt(0).putInt(each);
        return bytes.array();
    }

    private void assertRefused(String name, String base64, String reason) throws IOException {
        assertRefused(NibabelFiles.write(folder, name, base64), reason);
    }

    private static void assertRefused(Path file, String reason) {
        IOException error = assertThrows(IOException.class, () -> VertexFile.read(file));
        assertEquals(file + ": " + reason, error.getMessage());
    }

    @Test
    void readsBackWhatMghFileWrites() throws IOException {
        VertexMap map = new VertexMap(Hemisphere.LEFT, new float[]{1, 2, Float.NaN, 4, 5, 6}, List.of("a", "b"));

        for (String name : new String[]{"map.mgh", "map.mgz"}) {
            Path file = folder.resolve(name);
            MghFile.write(file, map);
            assertEquals(table(3, 2, map.values()), VertexFile.read(file));
        }

        assertArrayEquals(new byte[]{0, 0, 0, 1, 0, 0, 0, 3}, Arrays.copyOf(
                Files.readAllBytes(folder.resolve("map.mgh")), 8));
        assertArrayEquals(new byte[]{0x1F, (byte) 0x8B}, Arrays.copyOf(
                Files.readAllBytes(folder.resolve("map.mgz")), 2));
    }
}
