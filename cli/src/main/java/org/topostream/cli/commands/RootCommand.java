package org.topostream.cli.commands;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import org.topostream.cli.config.BoundsCheck;
import org.topostream.cli.config.DefaultsFile;
import org.topostream.cli.config.OptionDefaults;

/// `topostream` itself: names its subcommands.
@Command(name = "topostream", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Maps deep vision networks onto the brain, live, on Apache Kafka.",
        "Try 'topostream demo': it starts everything that is needed and shows it to a simulated participant."})
public final class RootCommand implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RootCommand.class);
    /// What Kafka says of a client whose settings do not do, whatever it is.
    private static final String NOT_MADE = "Failed to ";
    private static final List<Class<?>> COMMANDS = List.of(DemoCommand.class, ReplayCommand.class, UpCommand.class,
            AcquireCommand.class, EstimateCommand.class, ExtractCommand.class, ScoreCommand.class,
            EvaluateCommand.class, TrainCommand.class, TrainersCommand.class, MapCommand.class,
            DashboardCommand.class, MapsCommand.class, SubjectCommand.class, StimuliCommand.class, TopicsCommand.class,
            EncodersCommand.class, DeadLettersCommand.class,
            EncoderCommand.class, BackbonesCommand.class, FeaturesCommand.class, BenchCommand.class,
            StatusCommand.class, DoctorCommand.class, AclCommand.class, ReferenceCommand.class);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = DefaultsFile.OPTION, paramLabel = "FILE", scope = CommandLine.ScopeType.INHERIT, description = "A file "
            + "of options, OPTION=value or COMMAND.OPTION=value (default: " + DefaultsFile.NAME
            + " in the current folder, where there is one). Variables of the environment, such as "
            + "TOPOSTREAM_BOOTSTRAP_SERVER, go before it, the command line before both.")
    private Optional<Path> defaults = Optional.empty();

    /// The command line for these arguments, ready to execute. Where the first of them names a command, it knows no other,
    /// since to read the options of all takes longer than many of them need; `help` knows all.
    public static CommandLine commandLine(String... arguments) {
        return commandLine(System.getenv(), Path.of(""), arguments);
    }

    /// The same, with other variables and another current folder.
    static CommandLine commandLine(Map<String, String> environment, Path folder, String... arguments) {
        CommandLine root = plain(arguments);
        try {
            DefaultsFile file = DefaultsFile.of(List.of(arguments), folder);
            if (!file.values().isEmpty()) {
                file.requireKnown(plain());
            }
            OptionDefaults provider = new OptionDefaults(List.of(arguments), environment, file);
            root.setDefaultValueProvider(provider).setExecutionStrategy(parsed -> {
                BoundsCheck.require(parsed);
                return new CommandLine.RunLast().execute(parsed);
            });
        } catch (IllegalArgumentException e) {
            root.setExecutionStrategy(parsed -> {
                throw new ParameterException(root, e.getMessage(), e);
            });
        }
        return root;
    }

    /// Every command, with the defaults that it has by itself.
    public static CommandLine plain(String... arguments) {
        CommandLine root = new CommandLine(new RootCommand());
        List<Class<?>> named = COMMANDS.stream().filter(each -> arguments.length > 0
                && each.getAnnotation(Command.class).name().equals(arguments[0])).toList();
        (named.isEmpty() ? COMMANDS : named).forEach(root::addSubcommand);
        root.addSubcommand(new CommandLine.HelpCommand());
        return root.setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler(RootCommand::fail)
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
        String message = told.getMessage() == null ? told.toString() : told.getMessage();
        return message.startsWith(NOT_MADE) ? message + ": " + root(told).getMessage() : message;
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command");
    }
}
