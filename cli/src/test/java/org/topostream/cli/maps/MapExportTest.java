package org.topostream.cli.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.subjects.TinyBrain;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.npy.NpyFile;
import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.factortopy.surface.MeshFile;
import org.topostream.factortopy.surface.VertexFile;
import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.producers.subjects.SurfaceRecords;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;

class MapExportTest {
    private static final float[] VALUES = {0, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1, Float.NaN};
    private static final double FARTHEST = 3;

    @TempDir
    private Path folder;
    private Subject subject;
    private Map<String, Surface> surfaces;
    private final CorticalMap map = Maps.map("clip", "r", 3, 1, VALUES);

    @BeforeEach
    void importSubject() throws IOException {
        ImportedSubject imported = TinyBrain.imported(folder);
        subject = imported.subject();
        surfaces = imported.surfaces().stream().collect(Collectors.toMap(SurfaceRecords::key, Function.identity()));
    }

    private List<Path> export(ExportFormat format, String... names) throws IOException {
        return new MapExport(map, subject, surfaces, FARTHEST).write(format, List.of(names), folder.resolve("map"));
    }

    private static FloatTensor column(float... values) {
        return new FloatTensor(new int[]{values.length, 1}, values);
    }

    @Test
    void writesAFileForEachHemisphereInTheOrderOfItsVertices() throws IOException {
        for (ExportFormat format : List.of(ExportFormat.GIFTI, ExportFormat.MGH)) {
            List<Path> files = export(format);

            assertEquals(2, files.size());
            assertEquals(Optional.of(Hemisphere.LEFT), MeshFile.hemisphere(files.getFirst()));
            assertEquals(column(0, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f), VertexFile.read(files.getFirst()));
            assertEquals(Optional.of(Hemisphere.RIGHT), MeshFile.hemisphere(files.getLast()));
            assertEquals(column(0.6f, 0.7f, 0.8f, 0.9f, 1, Float.NaN), VertexFile.read(files.getLast()));
        }
        assertEquals(List.of(folder.resolve("map.lh.mz3"), folder.resolve("map.rh.mz3")), export(ExportFormat.MZ3));
    }

    @Test
    void namesTheColumnsAsTheMapDoes() throws IOException {
        CorticalMap space = Maps.map("clip", "space", 3, 1, VALUES);
        space.setValues(Tensors.float32(new float[24], 12, 2));
        space.setColumns(List.of("x", "y"));

        Path file = new MapExport(space, subject, surfaces, FARTHEST)
                .write(ExportFormat.GIFTI, List.of(), folder.resolve("space")).getFirst();

        assertTrue(Files.readString(file).contains("<Name>Name</Name><Value>y</Value>"), Files.readString(file));
        space.setColumns(List.of());
        assertEquals(List.of("space 1", "space 2"), MapColumns.names(space));
        assertEquals(List.of("r"), MapColumns.names(map));
    }

    @Test
    void laysItOnASurfaceThatIsNamed() throws IOException {
        assertEquals(List.of(folder.resolve("map.rh.mgh")), export(ExportFormat.MGH, "right/sphere"));
        assertEquals(2, export(ExportFormat.MGH, "sphere").size());
    }

    @Test
    void takesTheVerticesOfAFileForTheSubjectsOwnWhereTheyAreAsMany() throws IOException {
        String file = folder.resolve("anna/surf/rh.sphere").toString();

        List<Path> files = export(ExportFormat.MGH, file);

        assertEquals(column(0.6f, 0.7f, 0.8f, 0.9f, 1, Float.NaN), VertexFile.read(files.getFirst()));
    }

    /// A right pial surface shows voxels of the right hemisphere only, though the subject has no surface of its own.
    @Test
    void findsTheNearestVoxelsForAFileWhereTheSubjectHasNoSurfaces() throws IOException {
        surfaces = Map.of();

        List<Path> files = export(ExportFormat.MGH, folder.resolve("anna/surf/rh.pial").toString());

        assertEquals(column(0.6f, 0.7f, 0.8f, 0.9f, 1, Float.NaN), VertexFile.read(files.getFirst()));
        assertRefused("expected a surface in the space of the voxels, got none of its 6 vertices within 3.0 mm of a "
                + "voxel of the right hemisphere (--distance)", ExportFormat.MGH,
                folder.resolve("anna/surf/rh.sphere").toString());
    }

    @Test
    void writesVoxelsWithoutAnySurface() throws IOException {
        surfaces = Map.of();

        assertEquals(new FloatTensor(new int[]{12}, VALUES), NpyFile.readFloat(export(ExportFormat.NPY).getFirst()));
        List<String> lines = Files.readAllLines(export(ExportFormat.CSV).getFirst());
        assertEquals("voxel,hemisphere,r", lines.getFirst());
        assertEquals("1,left,0.1", lines.get(2));
        assertEquals("11,right,NaN", lines.getLast());
        assertRefused("subject anna has no surfaces, so its maps can be exported as npy, csv or png only",
                ExportFormat.MZ3);
    }

    @Test
    void drawsSurfacesOrPoints() throws IOException {
        int onSurfaces = ImageIO.read(export(ExportFormat.PNG).getFirst().toFile()).getWidth();
        surfaces = Map.of();
        int asPoints = ImageIO.read(export(ExportFormat.PNG).getFirst().toFile()).getWidth();

        assertEquals(List.of(1632, 1632), List.of(onSurfaces, asPoints));
    }

    @Test
    void leavesTheSideOpenWhereNobodyKnowsIt() throws IOException {
        subject = Subject.newBuilder(subject).setHemispheres(null).build();
        surfaces = Map.of();

        assertEquals("1,,0.1", Files.readAllLines(export(ExportFormat.CSV).getFirst()).get(2));
        assertTrue(Files.exists(export(ExportFormat.PNG).getFirst()));
    }

    @Test
    void refusesSurfacesThatAreNotThereOrTooMany() {
        assertRefused("--surface: expected a surface of subject anna, [", ExportFormat.GIFTI, "white");
        assertRefused("--surface: expected one surface of the left hemisphere, got several in [pial, left/sphere]",
                ExportFormat.GIFTI, "pial", "left/sphere");
    }

    @Test
    void refusesAMapOfOtherVoxels() {
        CorticalMap other = Maps.map("clip", "r", 3, 1, 1, 2, 3);

        assertEquals("map clip/r has values of shape [3], expected one for each of the 12 voxels of subject anna",
                assertThrows(IllegalArgumentException.class,
                        () -> new MapExport(other, subject, surfaces, FARTHEST)).getMessage());
        assertArrayEquals(new float[]{1, 2, 3}, MapColumns.values(other).values());
    }

    private void assertRefused(String reason, ExportFormat format, String... names) {
        Exception error = assertThrows(IllegalArgumentException.class, () -> export(format, names));
        assertTrue(error.getMessage().contains(reason), error.getMessage());
    }
}
