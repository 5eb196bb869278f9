package org.topostream.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `topostream encoder`.
@Command(name = "encoder", mixinStandardHelpOptions = true, description = {"Try the encoder itself, without Kafka.",
        "('encoders' lists those that trainers have published.)"}, subcommands = EncoderVerifyCommand.class)
final class EncoderCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected 'encoder verify'");
    }
}
