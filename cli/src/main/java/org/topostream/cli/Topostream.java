package org.topostream.cli;

import picocli.CommandLine;

import org.topostream.cli.commands.RootCommand;
import org.topostream.cli.site.DataFolder;

/// The `topostream` command.
public final class Topostream {
    private static final String LOG_FILE = "topostream.log";

    private Topostream() {}

    /// Ends the process with 0 where the command succeeded, 1 where it failed, 2 where it was called wrongly.
    public static void main(String[] arguments) {
        if (System.getProperty(LOG_FILE) == null) {
            System.setProperty(LOG_FILE, DataFolder.home().resolve(LOG_FILE).toString());
        }
        CommandLine command = RootCommand.commandLine(arguments);
        System.exit(command.execute(arguments));
    }
}
