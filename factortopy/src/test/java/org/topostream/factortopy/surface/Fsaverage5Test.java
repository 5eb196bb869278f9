package org.topostream.factortopy.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.factortopy.FloatTensor;

/// Against what NiBabel 5.4.2 reads from the same files, with volumes by the divergence theorem in float64 NumPy.
class Fsaverage5Test {

    @ParameterizedTest
    @CsvSource({"pial_left, 500035.5907", "pial_right, 499286.9008", "white_left, 336494.8077",
            "infl_left, 1034161.4158", "sphere_left, 4186512.7964"})
    void enclosesTheVolumeThatNumPySays(String name, double cubicMillimetres) throws IOException {
        Mesh mesh = MeshFile.read(Fsaverage5.file(name));

        assertEquals(Fsaverage5.VERTICES, mesh.vertexCount());
        assertEquals(20_480, mesh.faceCount());
        assertEquals(cubicMillimetres, mesh.volume(), 0.01);
        assertSame(mesh, mesh.outward());
    }

    @Test
    void knowsTheHemisphere() throws IOException {
        assertEquals(Optional.of(Hemisphere.RIGHT), MeshFile.hemisphere(Fsaverage5.file("pial_right")));
        assertEquals(Optional.of(Hemisphere.LEFT),
                GiftiReader.read(FileBytes.read(Fsaverage5.file("infl_left"))).hemisphere());
    }

    @Test
    void isCutAndLaidFlat() throws IOException {
        Mesh pial = MeshFile.read(Fsaverage5.file("pial_left"));
        Mesh flat = MeshFile.readFlat(Fsaverage5.file("flat_left"), pial);

        assertEquals(Fsaverage5.VERTICES, flat.vertexCount());
        assertEquals(18_654, flat.faceCount());
        boolean[] used = flat.used();
        int cut = 0;
        for (boolean vertex : used) {
            cut += vertex ? 0 : 1;
        }
        assertEquals(777, cut);
        for (int vertex = 0; vertex < Fsaverage5.VERTICES; vertex++) {
            assertEquals(0, flat.vertices()[3 * vertex + 2], 1e-6, "vertex " + vertex);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sulc_left", "curv_left", "area_left", "thick_right"})
    void hasAValueAtEveryVertex(String name) throws IOException {
        FloatTensor values = VertexFile.read(Fsaverage5.file(name));

        assertArrayEquals(new int[]{Fsaverage5.VERTICES, 1}, values.shape());
    }

    @Test
    void hasTheDepthsThatNibabelReads() throws IOException {
        float[] sulc = VertexFile.read(Fsaverage5.file("sulc_left")).values();

        float[] sorted = sulc.clone();
        Arrays.sort(sorted);
        assertEquals(-1.4937248f, sorted[0]);
        assertEquals(1.8069096f, sorted[sorted.length - 1]);
    }

    /// Of two surfaces with the same vertices each finds its own.
    @Test
    void findsEveryVertexOfItsOwn() throws IOException {
        Mesh pial = MeshFile.read(Fsaverage5.file("pial_left"));

        int[] nearest = new NearestVoxels(pial.vertices(), voxel -> true, 3).of(pial.vertices());

        for (int vertex = 0; vertex < nearest.length; vertex++) {
            assertEquals(vertex, nearest[vertex]);
        }
        assertTrue(nearest.length > 0);
    }
}
