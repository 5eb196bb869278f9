package org.topostream.cli.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Option;

import org.topostream.factortopy.backbone.Backbone;

/// Option that says which networks run side by side.
public final class BackboneChoices {
    @Option(names = "--backbone", paramLabel = "NAME|FOLDER", defaultValue = NamedBackbone.BUNDLED, description = "A backbone folder, "
            + "or the bundled one's name (default: ${DEFAULT-VALUE}). May be given several times: they run side by "
            + "side, each with its own features, encoders and maps.")
    private List<String> backbones = List.of(NamedBackbone.BUNDLED);

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "cpu", description = "cpu, cpu:N (threads for "
            + "one batch), cuda:0 or auto "
            + "(default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    /// Loads and warms up the networks, in the order in which they were named, once their names are known to differ.
    /// @param parts takes charge of each
    /// @throws IOException              where one of them is no backbone
    /// @throws IllegalArgumentException where two have one name
    public List<Backbone> load(Lifecycle parts) throws IOException {
        List<Backbone> loaded = new ArrayList<>();
        for (NamedBackbone backbone : byName().values()) {
            loaded.add(parts.add(backbone.load()));
        }
        return loaded;
    }

    /// The backbones' names, without loading them.
    /// @throws IOException              where one of them is no backbone
    /// @throws IllegalArgumentException where two have one name
    public List<String> names() throws IOException {
        return List.copyOf(byName().keySet());
    }

    private Map<String, NamedBackbone> byName() throws IOException {
        Map<String, NamedBackbone> byName = new LinkedHashMap<>();
        for (String named : backbones) {
            NamedBackbone backbone = new NamedBackbone(named, device);
            NamedBackbone other = byName.putIfAbsent(backbone.name(), backbone);
            if (other != null) {
                throw new IllegalArgumentException("--backbone " + other.named() + " and --backbone " + named
                        + " are both named " + backbone.name() + ", and would share one features topic; give one of "
                        + "them another name in its backbone.json");
            }
        }
        return byName;
    }
}
