package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.topostream.cli.bench.latency.LatencyBench;
import org.topostream.cli.bench.latency.LatencyMeasurement;
import org.topostream.cli.bench.latency.LatencyWorkload;
import org.topostream.cli.config.Bounds;
import org.topostream.cli.parts.BackboneChoice;
import org.topostream.cli.site.DataFolder;
import org.topostream.factortopy.backbone.Backbone;

/// `topostream bench latency`.
@Command(name = "latency", mixinStandardHelpOptions = true, description = {
        "Measure how long a stimulus takes from its sending to its prediction's being readable, with every part at work: "
                + "extract, train, score, evaluate, map. Starts a broker and a registry of its own.",
        "Ends with 1 where a stimulus was not predicted, or twice."})
final class BenchLatencyCommand implements Callable<Integer> {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";

    @Spec
    private CommandSpec spec;

    @Mixin
    private final BackboneChoice choice = new BackboneChoice();

    @Bounds(min = 1)
    @Option(names = "--stimuli", paramLabel = "N", defaultValue = "500", description = "Stimuli that count" + DEFAULT)
    private int stimuli;

    @Bounds(min = 0, unit = "a second")
    @Option(names = "--rate", paramLabel = "N", defaultValue = "2", description = "Stimuli a second" + DEFAULT)
    private double rate;

    @Bounds(min = 1)
    @Option(names = "--voxels", paramLabel = "N", defaultValue = "600", description = "Voxels of the simulated "
            + "participant" + DEFAULT)
    private int voxels;

    @Option(names = "--learning", description = "Answer every prediction with a response, so that the trainer learns "
            + "meanwhile.")
    private boolean learning;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LatencyWorkload workload = new LatencyWorkload(stimuli, rate, voxels, learning);
        Path folder = Files.createTempDirectory("topostream-bench");
        try (Backbone backbone = choice.load()) {
            LatencyMeasurement measured = new LatencyBench(backbone, workload, this::tell).run(folder);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? measured.toJson() : measured.toTable());
            out.flush();
            return measured.correctness().pass() ? 0 : 1;
        } finally {
            new DataFolder(folder).clear();
        }
    }

    private void tell(String what) {
        spec.commandLine().getErr().println(what);
        spec.commandLine().getErr().flush();
    }
}
