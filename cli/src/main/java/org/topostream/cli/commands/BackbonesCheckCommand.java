package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.topostream.cli.backbones.BackboneCheck;
import org.topostream.cli.backbones.BackboneReport;
import org.topostream.cli.parts.NamedBackbone;
import org.topostream.factortopy.backbone.Backbone;

/// `topostream backbones check`.
@Command(name = "check", mixinStandardHelpOptions = true, description = {
        "Load a network and run it on batches of 1 to 8 images: what it gives, how fast, whether an image has the same "
                + "features in every batch, and whether they repeat.",
        "Ends with 1 where something is not as backbone.json says or features differ by more than a thousandth of "
                + "their layer's largest."})
final class BackbonesCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME|FOLDER", defaultValue = NamedBackbone.BUNDLED, description = "The "
            + "backbone's folder, or the bundled one's name (default: ${DEFAULT-VALUE}).")
    private String folder = NamedBackbone.BUNDLED;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "cpu", description = "cpu, cpu:N (threads for "
            + "one batch), cuda:0 or auto "
            + "(default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        tell("loading " + folder + " ...");
        try (Backbone backbone = new NamedBackbone(folder, device).load()) {
            BackboneReport report = report(backbone);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? new ObjectMapper().writeValueAsString(report) : report.toTable());
            out.flush();
            return report.pass() ? 0 : 1;
        }
    }

    private BackboneReport report(Backbone backbone) throws IOException {
        try {
            return new BackboneCheck(backbone, this::tell).run();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IOException(folder + ": " + e.getMessage(), e);
        }
    }

    private void tell(String what) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(what);
        err.flush();
    }
}
