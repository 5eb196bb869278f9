package org.topostream.factortopy.encoder;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.topostream.factortopy.verify.ReferenceFolder;

/// The shared fixture: a small encoder, its inputs and everything that follows from them, computed in float64 by an
/// independent implementation.
public final class Reference {
    private Reference() {}

    /// Skips the calling test where the fixture is absent.
    public static ReferenceFolder open() throws IOException {
        Path folder = Path.of(System.getProperty("topostream.root", ".."), "..", "shared", "fixtures",
                "factortopy-reference");
        assumeTrue(Files.isDirectory(folder), "the shared fixture is absent: " + folder);
        return ReferenceFolder.read(folder);
    }
}
