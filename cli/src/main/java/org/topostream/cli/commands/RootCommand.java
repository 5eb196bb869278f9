package org.topostream.cli.commands;

import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// `topostream` itself: names its subcommands.
@Command(name = "topostream", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Maps deep vision networks onto the brain, live, on Apache Kafka.",
        "Try 'topostream demo': it starts everything that is needed and shows it to a simulated participant."}, subcommands = {
                DemoCommand.class, ReplayCommand.class, UpCommand.class, ExtractCommand.class, ScoreCommand.class,
                EvaluateCommand.class, TrainCommand.class, MapCommand.class, StimuliCommand.class, TopicsCommand.class,
                EncodersCommand.class, DeadLettersCommand.class, EncoderCommand.class, BackbonesCommand.class,
                FeaturesCommand.class,
                BenchCommand.class, DoctorCommand.class,
                CommandLine.HelpCommand.class})
public final class RootCommand implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RootCommand.class);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /// The command line, ready to execute.
    public static CommandLine commandLine() {
        return new CommandLine(new RootCommand()).setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(RootCommand::fail)
                .setUsageHelpAutoWidth(true);
    }

    /// An error is one line for people; the log file has its stack trace.
    private static int fail(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        LOG.warn("command failed command={}", command.getCommandName(), failure);
        PrintWriter err = command.getErr();
        err.println("topostream " + command.getCommandName() + ": " + message(failure));
        err.flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static String message(Throwable failure) {
        Throwable told = failure;
        while ((told instanceof ExecutionException || told instanceof CompletionException) && told.getCause() != null) {
            told = told.getCause();
        }
        return told.getMessage() == null ? told.toString() : told.getMessage();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command");
    }
}
