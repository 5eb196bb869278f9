package org.topostream.cli.subjects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.npy.NpyFile;
import org.topostream.factortopy.surface.Mesh;
import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.producers.subjects.SurfaceRecords;
import org.topostream.schemas.SubjectRules;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;

class SubjectImportTest {
    @TempDir
    private Path folder;
    private Path anna;

    @BeforeEach
    void writeFiles() {
        anna = TinyBrain.write(folder);
    }

    private static ImportedSubject read(Object... arguments) throws IOException {
        String[] texts = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
        return CommandLine.populateCommand(new ImportOptions(), texts).read();
    }

    private static Surface surface(ImportedSubject imported, String key) {
        return imported.surfaces().stream().filter(surface -> SurfaceRecords.key(surface).equals(key)).findFirst()
                .orElseThrow();
    }

    private static List<String> regions(ImportedSubject imported) {
        return imported.subject().getRois().stream().map(Roi::getName).toList();
    }

    private static float[] region(ImportedSubject imported, String name) {
        return Tensors.floats(imported.subject().getRois().stream().filter(roi -> roi.getName().equals(name))
                .findFirst().orElseThrow().getVoxels());
    }

    @Test
    void makesVoxelsOfAllVerticesOfAFreeSurferFolder() throws IOException {
        ImportedSubject imported = read(anna);

        Subject subject = imported.subject();
        SubjectRules.check("anna", subject, Optional.empty());
        assertEquals(List.of(12, 3), subject.getCoordinates().getShape());
        float[] coordinates = Tensors.floats(subject.getCoordinates());
        assertArrayEquals(new float[]{-70, 0, 0}, Arrays.copyOf(coordinates, 3));
        assertArrayEquals(new float[]{40, 0, 30}, Arrays.copyOfRange(coordinates, 33, 36));
        assertArrayEquals(new float[]{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1}, Tensors.floats(subject.getHemispheres()));
        assertNull(subject.getNoiseCeiling());
        assertEquals(List.of("V1", "V2"), regions(imported));
        assertArrayEquals(new float[]{1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0}, region(imported, "V1"));
        assertArrayEquals(new float[]{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, region(imported, "V2"));
        assertEquals("FreeSurfer folder " + anna, subject.getSource());
    }

    @Test
    void keepsTheSurfacesWithTheVoxelAtEachVertex() throws IOException {
        ImportedSubject imported = read(anna);

        assertEquals(List.of("left/pial", "left/inflated", "left/sphere", "right/pial", "right/inflated",
                "right/sphere"), imported.surfaces().stream().map(SurfaceRecords::key).toList());
        Surface right = surface(imported, "right/inflated");
        assertArrayEquals(new int[]{6, 7, 8, 9, 10, 11}, SurfaceRecords.voxels(right));
        assertArrayEquals(new float[]{1, -1, 1, -1, 1, -1}, SurfaceRecords.shading(right));
        Mesh mesh = SurfaceRecords.mesh(right);
        assertEquals(8, mesh.faceCount());
        assertEquals(mesh, mesh.outward());
        assertEquals(35, mesh.vertices()[17]);
        assertEquals("rh.inflated", right.getSource());
    }

    @Test
    void takesSingleFilesInPlaceOfTheFoldersOwn() throws IOException {
        Path other = TinyBrain.surface(folder.resolve("other"), 0, 50);

        ImportedSubject imported = read(anna, "--left-inflated", other, "--subject", "bert", "--measure", "%");

        assertEquals("bert", imported.subject().getSubject());
        assertEquals("%", imported.subject().getMeasure());
        assertEquals(50, SurfaceRecords.mesh(surface(imported, "left/inflated")).vertices()[17]);
        assertEquals(35, SurfaceRecords.mesh(surface(imported, "right/inflated")).vertices()[17]);
    }

    @Test
    void takesFilesWithoutAFolder() throws IOException {
        ImportedSubject imported = read("--subject", "bert", "--left-pial", anna.resolve("surf/lh.pial"),
                "--right-pial", anna.resolve("surf/rh.pial"), "--rois", anna.resolve("label/rh.areas.annot"));

        assertEquals(2, imported.surfaces().size());
        assertEquals(List.of("V1", "V2"), regions(imported));
        assertArrayEquals(new float[]{0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0}, region(imported, "V1"));
        assertEquals("surfaces lh.pial, rh.pial", imported.subject().getSource());
    }

    @Test
    void takesTheVerticesOfAMaskOnly() throws IOException {
        Path left = Files.writeString(folder.resolve("lh.cortex.label"), "#!ascii label\n2\n1 0 0 0 0\n5 0 0 0 0\n");
        Path right = TinyBrain.curv(folder.resolve("rh.mask"), 0, 0, 0.5f, Float.NaN, 0, 0);

        ImportedSubject imported = read(anna, "--mask", left, "--mask", right);

        assertEquals(List.of(3, 3), imported.subject().getCoordinates().getShape());
        assertArrayEquals(new float[]{0, 0, 1}, Tensors.floats(imported.subject().getHemispheres()));
        assertArrayEquals(new int[]{-1, 0, -1, -1, -1, 1}, SurfaceRecords.voxels(surface(imported, "left/pial")));
        assertArrayEquals(new int[]{-1, -1, 2, -1, -1, -1}, SurfaceRecords.voxels(surface(imported, "right/sphere")));
        assertEquals(List.of("V1"), regions(imported)); // V2 has no voxel left
        assertArrayEquals(new float[]{1, 0, 0}, region(imported, "V1"));
    }

    @Test
    void takesANoiseCeilingOfVoxelsOrVertices() throws IOException {
        Path mask = npy("mask", 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        Path vertices = npy("vertices", 0, 0.25f, 0, 0, 0, 0, 0, 0, 0, 0, 0, Float.NaN);
        Path voxels = npy("voxels", 0.5f, 0.75f);

        ImportedSubject ofVertices = read(anna, "--mask", mask, "--noise-ceiling", vertices);
        ImportedSubject ofVoxels = read(anna, "--mask", mask, "--noise-ceiling", voxels);

        assertArrayEquals(new float[]{0.25f, 0}, Tensors.floats(ofVertices.subject().getNoiseCeiling()));
        assertEquals(List.of("1 voxels have no noise ceiling (NaN); theirs is 0, by which no score is divided"),
                ofVertices.notes());
        assertArrayEquals(new float[]{0.5f, 0.75f}, Tensors.floats(ofVoxels.subject().getNoiseCeiling()));
        assertEquals(List.of(), ofVoxels.notes());
    }

    private Path npy(String name, float... values) throws IOException {
        Path file = folder.resolve(name + ".npy");
        NpyFile.write(file, new FloatTensor(new int[]{values.length}, values));
        return file;
    }

    @Test
    void tellsRegionsOfSeveralAtlasesApart() throws IOException {
        TinyBrain.annotation(anna.resolve("label/lh.glasser.annot"), new int[]{1, 2, 2, 0, 0, 0}, "L_V1_ROI",
                "L_V3_ROI");

        ImportedSubject imported = read(anna);

        assertEquals(List.of("areas.V1", "glasser.V1", "V3", "V2"), regions(imported));
        assertArrayEquals(new float[]{1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0}, region(imported, "areas.V1"));
        assertArrayEquals(new float[]{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, region(imported, "glasser.V1"));
    }

    @Test
    void saysWhichVerticesLieAtOnePlace() {
        Path left = anna.resolve("surf/lh.pial");

        assertRefused("expected every vertex of the pial surfaces at a place of its own, got vertex 0 of the left "
                + "hemisphere and vertex 0 of the right hemisphere both at [-70.0, 0.0, 0.0]", "--subject", "bert",
                "--left-pial", left, "--right-pial", left);
    }

    @Test
    void refusesFilesThatDoNotGoTogether() throws IOException {
        Path five = TinyBrain.curv(folder.resolve("five"), 1, 2, 3, 4, 5);
        Path percent = npy("percent", 0, 0, 0, 0, 0, 0, 50, 0, 0, 0, 0, 0);
        Path wrong = TinyBrain.annotation(folder.resolve("lh.wrong.annot"), new int[]{1}, "V1");
        Path plain = TinyBrain.annotation(folder.resolve("plain.annot"), new int[]{1}, "V1");

        assertRefused("expected 6 values, one for each vertex of the left hemisphere, got 5", anna, "--left-sulc",
                five);
        assertRefused("--noise-ceiling: expected the largest Pearson r that a single trial allows, 0 to 1, got 50.0 at "
                + "vertex 0 of the right hemisphere", anna, "--noise-ceiling", percent);
        assertRefused("expected an annotation of 6 vertices, as the surface has, got one of 1", anna, "--rois", wrong);
        assertRefused("--rois: which hemisphere is " + plain + " of?", anna, "--rois", plain);
        assertRefused("--mask: expected a file of the right hemisphere as well", anna, "--mask",
                anna.resolve("surf/lh.sulc"));
        assertRefused("expected 12 values, one for each vertex of the left hemisphere and then of the right one, got "
                + "the shape [2, 1]", anna, "--mask", npy("two", 1, 1));
        assertRefused("--mask: expected a vertex or more inside, got none", anna, "--mask",
                npy("none", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void saysWhatIsMissing() {
        assertRefused("no such folder: nowhere", "nowhere");
        assertRefused(folder + ": expected a FreeSurfer subject (surf/lh.pial, ...) or a folder as nilearn's fsaverage",
                folder);
        assertRefused("expected the pial surface of both hemispheres, got none of the right one: give --right-pial, or "
                + "a folder that has it", "--subject", "bert", "--left-pial", anna.resolve("surf/lh.pial"));
        assertRefused("expected --subject NAME, or a folder", "--left-pial", anna.resolve("surf/lh.pial"));
        assertRefused("subject name must be 1 to 80 letters, digits, '-' or '_', got 'a b'", anna, "--subject", "a b");
        assertRefused("no such file: " + anna.resolve("none"), anna, "--left-flat", anna.resolve("none"));
    }

    private static void assertRefused(String reason, Object... arguments) {
        Exception error = assertThrows(Exception.class, () -> read(arguments));
        assertTrue(error.getMessage().contains(reason), error.toString());
    }
}
