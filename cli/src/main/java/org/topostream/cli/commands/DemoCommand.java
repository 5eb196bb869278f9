package org.topostream.cli.commands;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.topostream.cli.config.Bounds;
import org.topostream.cli.run.ExperimentRun;
import org.topostream.cli.run.RunOptions;
import org.topostream.cli.run.ShownExperiment;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.producers.phantom.Phantom;

/// `topostream demo`.
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Start everything that is needed and show "
        + "pictures to a simulated participant whose truth is known, so that the report can say how much of it the "
        + "live maps have found.")
final class DemoCommand implements Callable<Integer> {
    private static final long PHANTOM_SEED = 7;

    @Spec
    private CommandSpec spec;

    @Bounds(min = 1)
    @Option(names = "--trials", paramLabel = "N", defaultValue = "1000", description = "Pictures to show (default: "
            + "${DEFAULT-VALUE}).")
    private int trials = 1000;

    @Bounds(min = 1)
    @Option(names = "--voxels", paramLabel = "N", defaultValue = "600", description = "Voxels of the participant "
            + "(default: ${DEFAULT-VALUE}).")
    private int voxels = 600;

    @Option(names = "--subject", paramLabel = "NAME", defaultValue = "phantom", description = "The participant's name "
            + "(default: ${DEFAULT-VALUE}).")
    private String subject = "phantom";

    @Mixin
    private final RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        new ExperimentRun(options, spec.commandLine().getOut()).run("demo", this::plan);
        return 0;
    }

    private ExperimentRun.Plan plan(Backbone backbone) throws IOException {
        Phantom phantom = new Phantom(subject, backbone, voxels, trials, PHANTOM_SEED);
        return new ExperimentRun.Plan(ShownExperiment.once(phantom, options.inFlight()), Optional.of(phantom.truth()),
                List.of(), Optional.empty());
    }
}
