package org.topostream.factortopy.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.Python;
import org.topostream.factortopy.npy.NpyFile;

/// NiBabel, run beside it, reads what is written here, and writes what is read: equal values, vertices in the same
/// order, the right hemisphere.
class NibabelTest {
    private static final int VERTICES = 642;

    @TempDir
    private Path folder;

    private static VertexMap map(Hemisphere hemisphere) {
        Random random = new Random(3);
        float[] values = new float[2 * VERTICES];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 97 == 0 ? Float.NaN : (float) random.nextGaussian();
        }
        return new VertexMap(hemisphere, values, List.of("space x", "space y"));
    }

    @ParameterizedTest
    @EnumSource(Hemisphere.class)
    void readsEveryFileOfAMap(Hemisphere hemisphere) throws Exception {
        Python python = Python.with("nibabel, numpy");
        VertexMap map = map(hemisphere);
        FloatTensor table = new FloatTensor(new int[]{VERTICES, 2}, map.values());
        Path expected = folder.resolve("expected.npy");
        NpyFile.write(expected, table);

        GiftiWriter.write(folder.resolve("map.func.gii"), map);
        MghFile.write(folder.resolve("map.mgh"), map);
        MghFile.write(folder.resolve("map.mgz"), map);
        Mz3File.write(folder.resolve("map.mz3"), map);
        NpyFile.write(folder.resolve("map.npy"), table);
        VoxelTable.write(folder.resolve("map.csv"), table, map.columns(), voxel -> hemisphere.label());

        List<String> arguments = new ArrayList<>(List.of("read", expected.toString(), hemisphere.gifti(),
                hemisphere.label(), String.join(",", map.columns())));
        for (String name : List.of("map.func.gii", "map.mgh", "map.mgz", "map.mz3", "map.npy", "map.csv")) {
            arguments.add(folder.resolve(name).toString());
        }
        python.run("surface_files.py", arguments);
    }

    /// The real surfaces as NiBabel reads them, bit for bit, and as it writes them in FreeSurfer's format.
    @Test
    void readsRealSurfacesAsHere() throws Exception {
        Python python = Python.with("nibabel, numpy");
        for (String name : List.of("pial_left", "infl_right", "flat_left", "sphere_right")) {
            python.run("surface_files.py", List.of("surface", Fsaverage5.file(name).toString(), folder.toString()));

            assertSame(name, MeshFile.read(Fsaverage5.file(name)));
            assertSame(name, MeshFile.read(folder.resolve("lh.surface")));
        }
    }

    private void assertSame(String name, Mesh mesh) throws IOException {
        assertArrayEquals(NpyFile.readFloat(folder.resolve("vertices.npy")).values(), mesh.vertices(), name);
        assertArrayEquals(NpyFile.readDouble(folder.resolve("faces.npy")),
                Arrays.stream(mesh.faces()).asDoubleStream().toArray(), name);
    }
}
