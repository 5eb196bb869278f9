package org.topostream.cli.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.subjects.TinyBrain;

class SubjectCommandTest {
    private static final Path FSAVERAGE5 = Path.of(System.getProperty("topostream.root", ".."), "..", "shared", "data",
            "fsaverage5");

    @Test
    void saysWhatItWouldSend(@TempDir Path folder) {
        CommandLineRun run = CommandLineRun.of("subject", "import", TinyBrain.write(folder).toString(), "--dry-run");

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("12 (6 left, 6 right)"), run.out());
        assertTrue(run.out().strip().endsWith("subject anna with 6 surfaces would be sent"), run.out());
    }

    @Test
    void readsRealSurfaces() {
        assumeTrue(Files.isDirectory(FSAVERAGE5), "the shared surfaces are absent: " + FSAVERAGE5);

        CommandLineRun run = CommandLineRun.of("subject", "import", FSAVERAGE5.toString(), "--dry-run");

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("20484 (10242 left, 10242 right)"), run.out());
        assertTrue(run.out().contains("left/flat, 10242 vertices (0 without a voxel), 18654 faces, shaded"), run.out());
    }

    @Test
    void saysInALineWhatIsMissing(@TempDir Path folder) {
        CommandLineRun run = CommandLineRun.of("subject", "import", "--subject", "anna", "--left-pial",
                folder.resolve("lh.pial").toString());

        assertEquals(1, run.status());
        assertEquals("topostream import: expected the pial surface of both hemispheres, got none of the right one: "
                + "give --right-pial, or a folder that has it", run.err().strip());
    }

    @Test
    void namesItsCommands() {
        CommandLineRun run = CommandLineRun.of("subject");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("expected 'subject import', 'subject mask', 'subject list' or 'subject show'"),
                run.err());
    }
}
