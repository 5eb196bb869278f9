package org.topostream.tests;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;

import picocli.CommandLine;

import org.topostream.cli.commands.RootCommand;

/// A `topostream` command that stays up, in a thread of this process, until it is closed.
public final class StayingCommand implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final StringWriter printed = new StringWriter();
    private final Thread thread;

    private StayingCommand(String... arguments) {
        PrintWriter out = new PrintWriter(printed, true);
        CommandLine command = RootCommand.commandLine().setOut(out).setErr(out);
        thread = Thread.ofPlatform().name(arguments[0]).start(() -> command.execute(arguments));
    }

    public static StayingCommand start(String... arguments) {
        return new StayingCommand(arguments);
    }

    /// What it has printed so far.
    public String printed() {
        return printed.toString();
    }

    /// @throws IllegalStateException with what it said, where it has ended
    public void requireAlive() {
        if (!thread.isAlive()) {
            throw new IllegalStateException("the command ended: " + printed());
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        if (!thread.join(PATIENCE)) {
            throw new IllegalStateException("the command does not end");
        }
    }
}
