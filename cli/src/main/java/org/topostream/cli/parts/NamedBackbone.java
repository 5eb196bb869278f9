package org.topostream.cli.parts;

import java.io.IOException;
import java.nio.file.Path;

import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.backbone.Backbones;

/// A network as it was named on the command line.
///
/// @param named  a backbone folder, or the bundled one's name
/// @param device `cpu`, `cpu:2`, `cuda:0` or `auto`
public record NamedBackbone(String named, String device) {
    /// The bundled backbone's name.
    public static final String BUNDLED = "scattering";

    /// Loads and warms up the network.
    /// @throws IOException where there is no such backbone
    public Backbone load() throws IOException {
        return named.equals(BUNDLED) ? Backbones.bundled(device) : Backbones.load(Path.of(named), device);
    }

    /// The backbone's name, without loading it.
    /// @throws IOException where there is no such backbone
    public String name() throws IOException {
        return named.equals(BUNDLED) ? BUNDLED : BackboneSpec.read(Path.of(named)).name();
    }
}
