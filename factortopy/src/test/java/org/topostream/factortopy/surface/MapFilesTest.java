package org.topostream.factortopy.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.FloatTensor;

/// Files that maps are written to; `NibabelTest` reads them with NiBabel.
class MapFilesTest {
    private static final VertexMap MAP = new VertexMap(Hemisphere.RIGHT,
            new float[]{0.1f, 1, Float.NaN, Float.NaN, -3, 4}, List.of("x & <y>", "second"));

    @TempDir
    private Path folder;

    @Test
    void giftiIsReadBackToTheBit() throws IOException {
        Path file = folder.resolve("map.func.gii");

        GiftiWriter.write(file, MAP);

        assertEquals(new FloatTensor(new int[]{3, 2}, MAP.values()), VertexFile.read(file));
        assertEquals(Optional.of(Hemisphere.RIGHT), MeshFile.hemisphere(file));
        GiftiFile gifti = GiftiReader.read(FileBytes.read(file));
        assertEquals(List.of("x & <y>", "second"),
                gifti.arrays().stream().map(array -> array.metadata().get("Name")).toList());
        String text = Files.readString(file);
        assertTrue(text.startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE GIFTI SYSTEM"), text);
    }

    /// As its specification says it: MZ, the attribute for scalars, no faces, vertices, nothing to skip, the columns.
    @Test
    void mz3HasTheColumnsOneAfterTheOther() throws IOException {
        Path file = folder.resolve("map.mz3");

        Mz3File.write(file, MAP);

        byte[] bytes;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            bytes = in.readAllBytes();
        }
        ByteBuffer content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(16 + 6 * 4, bytes.length);
        assertEquals('M', content.get());
        assertEquals('Z', content.get());
        assertEquals(8, content.getShort());
        assertEquals(List.of(0, 3, 0), List.of(content.getInt(), content.getInt(), content.getInt()));
        float[] values = new float[6];
        content.asFloatBuffer().get(values);
        assertArrayEquals(new float[]{0.1f, Float.NaN, -3, 1, Float.NaN, 4}, values);
    }

    @Test
    void mz3NeedsThreeVertices() {
        VertexMap small = new VertexMap(Hemisphere.LEFT, new float[2], List.of("r"));

        assertEquals("expected 3 vertices or more for mz3, got 2", assertThrows(IllegalArgumentException.class,
                () -> Mz3File.write(folder.resolve("map.mz3"), small)).getMessage());
    }

    @Test
    void tablesHaveALineForEachVoxel() throws IOException {
        Path file = folder.resolve("map.csv");

        VoxelTable.write(file, new FloatTensor(new int[]{2, 2}, new float[]{0.1f, 1e-7f, Float.NaN, -2}),
                List.of("layer 1, or \"a\"", "b"), voxel -> voxel == 0 ? "left" : "");

        assertEquals(List.of("voxel,hemisphere,\"layer 1, or \"\"a\"\"\",b", "0,left,0.1,1.0E-7", "1,,NaN,-2.0"),
                Files.readAllLines(file));
    }
}
