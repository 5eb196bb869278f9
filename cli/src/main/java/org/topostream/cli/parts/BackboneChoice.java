package org.topostream.cli.parts;

import java.io.IOException;
import java.util.Optional;

import picocli.CommandLine.Option;

import org.topostream.factortopy.backbone.Backbone;

/// Option that says which network.
public final class BackboneChoice {
    private static final String CPU = "cpu";

    @Option(names = "--backbone", paramLabel = "NAME|FOLDER", defaultValue = NamedBackbone.BUNDLED, description = "A backbone folder, "
            + "or the bundled one's name (default: ${DEFAULT-VALUE}).")
    private String backbone = NamedBackbone.BUNDLED;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "cpu", description = "cpu, cpu:N (threads for "
            + "one batch), cuda:0 or auto "
            + "(default: ${DEFAULT-VALUE}).")
    private String device = CPU;

    /// Loads and warms up the network.
    /// @throws IOException where there is no such backbone
    public Backbone load() throws IOException {
        return named().load();
    }

    /// The same network with all cores on one batch, where it is to have fewer of the CPU.
    /// @throws IOException where there is no such backbone
    public Optional<Backbone> loadForAllCores(Backbone loaded) throws IOException {
        String all = CPU + ":" + Runtime.getRuntime().availableProcessors();
        boolean fewer = device.startsWith(CPU + ":") || device.equals(CPU) && loaded.spec().cpuThreads().isPresent();
        return fewer && !device.equals(all) ? Optional.of(new NamedBackbone(backbone, all).load()) : Optional.empty();
    }

    /// The backbone's name, without loading it.
    /// @throws IOException where there is no such backbone
    public String name() throws IOException {
        return named().name();
    }

    private NamedBackbone named() {
        return new NamedBackbone(backbone, device);
    }
}
