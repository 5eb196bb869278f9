package org.topostream.cli.backbones;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.backbone.Backbones;

/// Finds and opens backbones by what a person names.
public final class BackboneFolders {
    /// The bundled backbone's name.
    public static final String BUNDLED = "scattering";
    private static final int DEPTH = 4;

    private BackboneFolders() {}

    /// Folders with a `backbone.json`, a folder itself and a few levels below it, in order.
    public static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(file -> file.endsWith(BackboneSpec.FILE) && Files.isRegularFile(file))
                    .map(Path::getParent).sorted().toList();
        }
    }

    /// Loads the bundled backbone by its name, any other by its folder.
    public static Backbone load(Path folder, String device) throws IOException {
        return folder.equals(Path.of(BUNDLED)) && !Files.exists(folder)
                ? Backbones.bundled(device)
                : Backbones.load(folder, device);
    }
}
