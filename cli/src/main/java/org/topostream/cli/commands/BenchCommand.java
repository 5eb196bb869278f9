package org.topostream.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `topostream bench`: names its benchmarks.
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measure on this machine, with a check that what was "
        + "measured is right.", subcommands = {BenchEncoderCommand.class, BenchExtractCommand.class,
                BenchLatencyCommand.class,
                BenchLearningCommand.class, BenchMemoryCommand.class, BenchScaleCommand.class})
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected one of the benchmarks: bench "
                + String.join(", bench ", spec.subcommands().keySet()));
    }
}
