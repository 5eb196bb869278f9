package org.topostream.tests;

import java.io.PrintWriter;
import java.io.StringWriter;

import picocli.CommandLine;

import org.topostream.cli.commands.RootCommand;

/// A `topostream` command that was run in this process, with what it printed.
public record CommandRun(int status, String printed) {

    public static CommandRun of(String... arguments) {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        CommandLine command = RootCommand.commandLine().setOut(out).setErr(out);
        int status = command.execute(arguments);
        return new CommandRun(status, printed.toString());
    }
}
