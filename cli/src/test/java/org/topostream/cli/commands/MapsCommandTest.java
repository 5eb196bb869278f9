package org.topostream.cli.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapsCommandTest {

    @Test
    void refusesAFolderThatIsNotThereBeforeItAsksAnybody(@TempDir Path folder) {
        CommandLineRun run = CommandLineRun.of("maps", "export", "--kind", "layer", "--format", "gifti", "--version",
                "7", "-o", folder.resolve("none/layer").toString());

        assertEquals(1, run.status());
        assertEquals("topostream export: no such folder: " + folder.resolve("none").toAbsolutePath(),
                run.err().strip());
    }

    @Test
    void saysWhichFormatsThereAre() {
        CommandLineRun run = CommandLineRun.of("maps", "export", "--kind", "layer", "--format", "vtk");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("GIFTI, MZ3, MGH, NPY, CSV, PNG"), run.err());
    }

    @Test
    void explainsItself() {
        CommandLineRun run = CommandLineRun.of("maps", "export", "--help");

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("--surface"), run.out());
        assertTrue(run.out().contains("--version=V"), run.out());
    }

    @Test
    void namesItsCommands() {
        CommandLineRun run = CommandLineRun.of("maps");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("'maps list', 'maps watch'"), run.err());
    }
}
