package org.topostream.cli.commands;

import java.io.PrintWriter;
import java.io.StringWriter;

import picocli.CommandLine;

/// A command that was run in this process.
///
/// @param out what it printed
/// @param err what it told beside that
record CommandLineRun(int status, String out, String err) {

    static CommandLineRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = RootCommand.commandLine().setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int status = command.execute(arguments);
        return new CommandLineRun(status, out.toString(), err.toString());
    }
}
