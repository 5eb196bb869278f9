package org.topostream.cli.subjects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Subject;

class SubjectTextTest {
    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed, true);

    private List<String> lines() {
        return printed.toString().lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    }

    @Test
    void showsASubjectWithItsRegionsAndSurfaces(@TempDir Path folder) throws IOException {
        ImportedSubject imported = TinyBrain.imported(folder);

        SubjectText.whole(out, imported.subject(), imported.surfaces().subList(0, 2));

        assertEquals(List.of("subject anna", "voxels 12 (6 left, 6 right)",
                "coordinates x -70.0 to 70.0, y -30.0 to 30.0, z -30.0 to 30.0 mm", "noise ceiling -",
                "measure z-score", "source FreeSurfer folder " + folder.resolve("anna"), "region V1, 4 voxels",
                "region V2, 1 voxels",
                "surface left/pial, 6 vertices (0 without a voxel), 8 faces, shaded, from lh.pial",
                "surface left/inflated, 6 vertices (0 without a voxel), 8 faces, shaded, from lh.inflated"), lines());
    }

    @Test
    void listsASubjectInALine() {
        Subject subject = Subject.newBuilder().setSubject("bert")
                .setCoordinates(Tensors.float32(new float[]{0, 0, 0, 1, 0, 0}, 2, 3))
                .setNoiseCeiling(Tensors.float32(new float[]{0.25f, 0.5f}, 2)).build();

        SubjectText.head(out);
        SubjectText.row(out, subject, 0);

        assertEquals(List.of("subject voxels left right regions ceiling surfaces source", "bert 2 ? ? 0 0.375 0 -"),
                lines());
    }
}
