package org.topostream.cli.parts;

import java.io.IOException;
import java.nio.file.Path;

import picocli.CommandLine.Option;

import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.backbone.Backbones;

/// Option that says which network.
public final class BackboneChoice {
    private static final String BUNDLED = "scattering";

    @Option(names = "--backbone", paramLabel = "NAME|FOLDER", defaultValue = BUNDLED, description = "A backbone folder, "
            + "or the bundled one's name (default: ${DEFAULT-VALUE}).")
    private String backbone = BUNDLED;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "cpu", description = "cpu, cuda:0 or auto "
            + "(default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    /// Loads and warms up the network.
    /// @throws IOException where there is no such backbone
    public Backbone load() throws IOException {
        return backbone.equals(BUNDLED) ? Backbones.bundled() : Backbones.load(Path.of(backbone), device);
    }

    /// The backbone's name, without loading it.
    /// @throws IOException where there is no such backbone
    public String name() throws IOException {
        return backbone.equals(BUNDLED)
                ? BUNDLED
                : BackboneSpec.read(Path.of(backbone)).name();
    }
}
