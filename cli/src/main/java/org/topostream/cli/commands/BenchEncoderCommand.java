package org.topostream.cli.commands;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.topostream.cli.bench.EncoderBench;
import org.topostream.cli.bench.EncoderMeasurement;
import org.topostream.cli.bench.EncoderTable;
import org.topostream.cli.bench.EncoderWorkload;
import org.topostream.cli.config.Bounds;

/// `topostream bench encoder`.
@Command(name = "encoder", mixinStandardHelpOptions = true, description = {
        "Measure training and scoring of an encoder on random features, without Kafka.",
        "Before timing, predictions are compared with a plain float64 evaluation of the method; ends with 1 where they "
                + "or the loss are not as they must be."})
final class BenchEncoderCommand implements Callable<Integer> {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private final WorkloadOptions sizes = new WorkloadOptions();

    @Bounds(min = 1)
    @Option(names = "--bottleneck", paramLabel = "N", defaultValue = "128", description = "Channels that layers are "
            + "projected to" + DEFAULT)
    private int bottleneck;

    @Bounds(min = 1)
    @Option(names = "--batch", paramLabel = "N", defaultValue = "8", description = "Images in a training step"
            + DEFAULT)
    private int batch;

    @Bounds(min = 1)
    @Option(names = "--repeats", paramLabel = "N", defaultValue = "5", description = "Measurements of each kind"
            + DEFAULT)
    private int repeats;

    @Bounds(min = 0, unit = "s")
    @Option(names = "--seconds", paramLabel = "SECONDS", defaultValue = "1", description = "Least length of each"
            + DEFAULT)
    private double seconds;

    @Option(names = "--device", paramLabel = "NAME", defaultValue = "auto", description = "cpu, cuda:0 (any number), or "
            + "auto: the first GPU, else the CPU" + DEFAULT)
    private String device = "auto";

    @Bounds
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of features, targets, coordinates and "
            + "parameters" + DEFAULT)
    private long seed;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        EncoderWorkload workload = new EncoderWorkload(sizes.voxels(), sizes.layers(), sizes.width(), bottleneck, batch,
                repeats, seconds,
                device, seed);
        PrintWriter err = spec.commandLine().getErr();
        EncoderMeasurement measured = new EncoderBench(workload, told -> {
            err.println(told);
            err.flush();
        }).run();
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? JSON.writeValueAsString(measured) : EncoderTable.of(measured));
        out.flush();
        return measured.correctness().pass() ? 0 : 1;
    }
}
