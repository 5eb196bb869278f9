package org.topostream.factortopy.surface;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Real surfaces beside the repository, from nilearn; tests that need them are skipped where they are absent.
final class Fsaverage5 {
    static final int VERTICES = 10_242;
    private static final Path FOLDER = Path.of(System.getProperty("topostream.root", ".."), "..", "shared", "data",
            "fsaverage5");

    private Fsaverage5() {}

    /// @param name such as `pial_left`
    static Path file(String name) {
        assumeTrue(Files.isDirectory(FOLDER), "the shared surfaces are absent: " + FOLDER);
        return FOLDER.resolve(name + ".gii.gz");
    }
}
