package org.topostream.cli.commands;

import java.nio.file.Path;

/// The tiny backbones of factortopy's tests (`make_backbone_fixtures.py`), for images of 8 x 8.
final class TestBackbones {
    /// Where they lie.
    static final Path FOLDER = Path.of(System.getProperty("topostream.root", ".."), "factortopy", "src", "test",
            "resources", "org", "topostream", "factortopy", "backbone");

    private TestBackbones() {}

    /// One layer of three channels: local is the logarithm of each pixel, global their mean.
    static String logarithm() {
        return FOLDER.resolve("logarithm").toString();
    }

    /// The same for batches of 1 only.
    static String fixed() {
        return FOLDER.resolve("fixed").toString();
    }
}
