package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.topostream.cli.bench.extract.ExtractBench;
import org.topostream.cli.bench.extract.ExtractMeasurement;
import org.topostream.cli.bench.extract.ExtractWorkload;
import org.topostream.cli.bench.extract.Pictures;
import org.topostream.cli.config.Bounds;
import org.topostream.cli.parts.BackboneChoice;
import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.site.DataFolder;
import org.topostream.factortopy.backbone.Backbone;

/// `topostream bench extract`.
@Command(name = "extract", mixinStandardHelpOptions = true, description = {
        "Measure extraction through Kafka, exactly once, against a loop that decodes the same pictures and runs the same "
                + "network without Kafka. Starts a broker and a registry of its own.",
        "Ends with 1 where the two do not give the same features to the last bit."})
final class BenchExtractCommand implements Callable<Integer> {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";

    @Spec
    private CommandSpec spec;

    @Mixin
    private final BackboneChoice choice = new BackboneChoice();

    @Bounds(min = 1)
    @Option(names = "--images", paramLabel = "N", defaultValue = "200", description = "Images in a round" + DEFAULT)
    private int images;

    @Option(names = "--pictures", paramLabel = "FOLDER", description = "Pictures to take, again from the first where "
            + "there are too few (default: made-up JPEGs of 128 x 128).")
    private Optional<Path> pictures = Optional.empty();

    @Bounds(min = 1)
    @Option(names = "--batch", paramLabel = "N", defaultValue = "8", description = "Most images in a batch" + DEFAULT)
    private int batch;

    @Bounds(min = 1)
    @Option(names = "--threads", paramLabel = "N", defaultValue = "4", description = "Stream threads" + DEFAULT)
    private int threads;

    @Bounds(min = 0)
    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "1", description = "Rounds of the stream that are not "
            + "counted; Java's compiler is at work on Kafka's code for the first two minutes" + DEFAULT)
    private int warmUp;

    @Bounds(min = 1)
    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Rounds of each side" + DEFAULT)
    private int rounds;

    @Bounds(min = 0, max = 50, unit = "%")
    @Option(names = "--bad", paramLabel = "PERCENT", defaultValue = "0", description = "Measure a further round through "
            + "Kafka each time, with so many of the stimuli being no pictures" + DEFAULT)
    private int badPercent;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ExtractWorkload workload = new ExtractWorkload(images, batch, threads, warmUp, rounds, badPercent);
        Path folder = Files.createTempDirectory("topostream-bench");
        try (Lifecycle parts = new Lifecycle()) {
            Backbone backbone = parts.add(choice.load());
            Optional<Backbone> allCores = choice.loadForAllCores(backbone).map(parts::add);
            ExtractMeasurement measured = new ExtractBench(backbone, allCores, workload, Pictures.of(pictures, images),
                    this::tell).run(folder);
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
