package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.topostream.cli.bench.extract.Pictures;
import org.topostream.cli.bench.extract.ScaleBench;
import org.topostream.cli.bench.extract.ScaleMeasurement;
import org.topostream.cli.bench.extract.ScaleWorkload;
import org.topostream.cli.config.Bounds;
import org.topostream.cli.site.DataFolder;

/// `topostream bench scale`.
@Command(name = "scale", mixinStandardHelpOptions = true, description = {
        "Measure how the rate of 'extract' grows with its instances, on a network that sleeps instead of computing: what "
                + "Kafka and the stages add, not what this machine's processors can do. Starts a broker and a registry of "
                + "its own, and all instances in this process.",
        "Ends with 1 where the features are not those of a loop without Kafka, and fails where a stimulus has them twice "
                + "or not at all."})
final class BenchScaleCommand implements Callable<Integer> {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";

    @Spec
    private CommandSpec spec;

    @Bounds(min = 1, max = 64)
    @Option(names = "--instances", paramLabel = "N", split = ",", defaultValue = "1,2,4,8", description = "How many "
            + "share the stimuli, in turn, the first to compare the others with" + DEFAULT)
    private List<Integer> instances = List.of();

    @Bounds(min = 1)
    @Option(names = "--images", paramLabel = "N", defaultValue = "800", description = "Images in a round" + DEFAULT)
    private int images;

    @Bounds(min = 0, unit = "ms")
    @Option(names = "--sleep-ms", paramLabel = "MS", defaultValue = "40", description = "How long the network takes for "
            + "an image, one after the other" + DEFAULT)
    private int sleepMillis;

    @Bounds(min = 1)
    @Option(names = "--partitions", paramLabel = "N", defaultValue = "16", description = "Of the topic 'stimuli', with "
            + "as many images in each" + DEFAULT)
    private int partitions;

    @Bounds(min = 1)
    @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Stream threads of each instance"
            + DEFAULT)
    private int threads;

    @Bounds(min = 1)
    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Rounds of each number of instances"
            + DEFAULT)
    private int rounds;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ScaleWorkload workload = new ScaleWorkload(images, sleepMillis, instances, partitions,
                threads, rounds);
        Path folder = Files.createTempDirectory("topostream-bench");
        try {
            ScaleMeasurement measured = new ScaleBench(workload, Pictures.of(Optional.empty(), images), this::tell)
                    .run(folder);
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
