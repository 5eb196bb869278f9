package org.topostream.cli.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.topostream.cli.reference.ReferencePages;

/// `topostream reference`.
@Command(name = "reference", mixinStandardHelpOptions = true, description = "Write the pages of the reference: commands, "
        + "configuration, topics, schemas.")
final class ReferenceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "Where the pages are written.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        ReferencePages.write(RootCommand.plain(), folder);
        spec.commandLine().getOut().println("Written to " + folder);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
