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

import org.topostream.cli.bench.MemoryBench;
import org.topostream.cli.bench.MemoryMeasurement;
import org.topostream.cli.bench.MemoryWorkload;
import org.topostream.cli.config.Bounds;
import org.topostream.cli.site.DataFolder;

/// `topostream bench memory`.
@Command(name = "memory", mixinStandardHelpOptions = true, description = {
        "Measure the memory that training takes from files that are larger than it, on random features and responses.",
        "Ends with 1 where what is read is not what was written, or the loss did not fall. The defaults need 14 GB of "
                + "disk."})
final class BenchMemoryCommand implements Callable<Integer> {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";

    @Spec
    private CommandSpec spec;

    @Bounds(min = 1)
    @Option(names = "--stimuli", paramLabel = "N", defaultValue = "10000", description = "Stimuli, each with a response"
            + DEFAULT)
    private int stimuli;

    @Mixin
    private final WorkloadOptions sizes = new WorkloadOptions();

    @Bounds(min = 1)
    @Option(names = "--batch", paramLabel = "N", defaultValue = "32", description = "Trials in a training step"
            + DEFAULT)
    private int batch;

    @Bounds(min = 1)
    @Option(names = "--steps", paramLabel = "N", defaultValue = "60", description = "Training steps" + DEFAULT)
    private int steps;

    @Option(names = "--folder", paramLabel = "DIR", description = "Write the files there and leave them (default: a "
            + "temporary folder, which is deleted).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        MemoryWorkload workload = new MemoryWorkload(stimuli, sizes.voxels(), sizes.layers(), sizes.width(), batch,
                steps);
        Path files = folder.isPresent() ? folder.get() : Files.createTempDirectory("topostream-memory");
        try {
            return measure(workload, files);
        } finally {
            if (folder.isEmpty()) {
                new DataFolder(files).clear();
            }
        }
    }

    private int measure(MemoryWorkload workload, Path files) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        MemoryMeasurement measured = new MemoryBench(workload, files, told -> {
            err.println(told);
            err.flush();
        }).run();
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? measured.toJson() : measured.toTable());
        out.flush();
        return measured.correctness().pass() ? 0 : 1;
    }
}
