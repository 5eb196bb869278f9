package org.topostream.cli.subjects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.producers.subjects.SubjectFolder;
import org.topostream.producers.subjects.SubjectImport;
import org.topostream.producers.subjects.SurfaceRecords;
import org.topostream.schemas.SubjectRules;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Surface;

/// Real surfaces beside the repository, from nilearn.
class Fsaverage5ImportTest {
    private static final int VERTICES = 10_242;
    private static final Path FOLDER = Path.of(System.getProperty("topostream.root", ".."), "..", "shared", "data",
            "fsaverage5");

    @Test
    void makesASubjectOfNilearnsFolder() throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), "the shared surfaces are absent: " + FOLDER);

        ImportedSubject imported = SubjectImport.open("fsaverage5", SubjectFolder.find(FOLDER)).subject(List.of(),
                List.of(), "");

        SubjectRules.check("fsaverage5", imported.subject(), Optional.empty());
        assertEquals(List.of(2 * VERTICES, 3), imported.subject().getCoordinates().getShape());
        assertEquals(Stream.of("left", "right").flatMap(side -> Stream.of("pial", "white", "inflated", "sphere", "flat")
                .map(name -> side + "/" + name)).toList(),
                imported.surfaces().stream().map(SurfaceRecords::key).toList());
        for (Surface surface : imported.surfaces()) {
            int first = surface.getHemisphere().equals("left") ? 0 : VERTICES;
            assertArrayEquals(IntStream.range(first, first + VERTICES).toArray(), SurfaceRecords.voxels(surface));
            assertEquals(VERTICES, SurfaceRecords.mesh(surface).vertexCount());
            assertEquals(VERTICES, SurfaceRecords.shading(surface).length);
            assertTrue(ImportedSubject.bytes(surface) < 1_000_000, SurfaceRecords.key(surface));
        }
        float[] places = Tensors.floats(imported.subject().getCoordinates());
        assertTrue(IntStream.range(0, VERTICES).allMatch(voxel -> places[3 * voxel] < 2), "the left comes first");
    }
}
