package org.topostream.cli.commands;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.topostream.cli.bench.LearningComparison;
import org.topostream.cli.bench.LearningReport;
import org.topostream.cli.config.Bounds;
import org.topostream.cli.parts.BackboneChoice;
import org.topostream.cli.parts.LearningOptions;

/// `topostream bench learning`.
@Command(name = "learning", mixinStandardHelpOptions = true, description = "What one online pass over the trials of a "
        + "recording or of a simulated participant reaches on its validation stimuli, beside converged offline "
        + "training and ridge regression on the same trials and features.")
final class BenchLearningCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    @Bounds(min = 1)
    @Option(names = "--trials", paramLabel = "N", defaultValue = "1500", description = "With --phantom: pictures "
            + "(default: ${DEFAULT-VALUE}).")
    private int trials = 1500;

    @Bounds(min = 0)
    @Option(names = "--offline-epochs", paramLabel = "N", defaultValue = "100", description = "Epochs of the offline "
            + "training, 0 for none (default: ${DEFAULT-VALUE}).")
    private int offlineEpochs = 100;

    @Bounds(min = 0)
    @Option(names = "--offline-learning-rate", paramLabel = "RATE", defaultValue = "3e-3", description = "Of the "
            + "offline training's first epoch (default: ${DEFAULT-VALUE}).")
    private double offlineLearningRate = 3e-3;

    @Option(names = "--cache", paramLabel = "FOLDER", description = "Keep features and responses there; delete it where "
            + "images have changed.")
    private Optional<Path> cache = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Mixin
    private final BackboneChoice backbone = new BackboneChoice();

    @Mixin
    private final LearningOptions learning = new LearningOptions();

    /// A recording or a phantom.
    static final class Subject {
        @Parameters(paramLabel = "FOLDER", description = "A replay folder.")
        private Optional<Path> folder = Optional.empty();

        @Bounds(min = 1)
        @Option(names = "--phantom", paramLabel = "VOXELS", description = "A simulated participant.")
        private Optional<Integer> phantom = Optional.empty();
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        LearningComparison comparison = new LearningComparison(backbone, learning, cache, line -> {
            err.println(line);
            err.flush();
        });
        LearningComparison.Offline offline = new LearningComparison.Offline(offlineEpochs, offlineLearningRate);
        LearningReport report = subject.folder.isPresent()
                ? comparison.ofRecording(subject.folder.get(), offline)
                : comparison.ofPhantom(subject.phantom.orElseThrow(), trials, offline);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? report.toJson() : report.toTable());
        out.flush();
        return 0;
    }
}
