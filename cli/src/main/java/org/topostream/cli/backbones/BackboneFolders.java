package org.topostream.cli.backbones;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.topostream.factortopy.backbone.BackboneSpec;

/// Finds backbones.
public final class BackboneFolders {
    private static final int DEPTH = 4;

    private BackboneFolders() {}

    /// Folders with a `backbone.json`, a folder itself and a few levels below it, in order.
    public static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(file -> file.endsWith(BackboneSpec.FILE) && Files.isRegularFile(file))
                    .map(Path::getParent).sorted().toList();
        }
    }
}
