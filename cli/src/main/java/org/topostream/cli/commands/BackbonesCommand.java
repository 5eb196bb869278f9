package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.topostream.cli.backbones.BackboneFolders;
import org.topostream.cli.backbones.BackboneTable;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.backbone.Backbones;

/// `topostream backbones`.
@Command(name = "backbones", mixinStandardHelpOptions = true, description = "List and check networks, without Kafka.", subcommands = BackbonesCheckCommand.class)
final class BackbonesCommand implements Runnable {
    private static final Path USUAL = Path.of("backbones");

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected 'backbones list' or 'backbones check'");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the bundled network and those in "
            + "folders: layers and channels, size of the images they take, bytes of features an image at fp16.")
    int list(
            @Option(names = "--folder", paramLabel = "FOLDER", description = "Look in this folder and below it; may be "
                    + "repeated (default: backbones, where there is such a folder).") List<Path> given)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        BackboneTable table = new BackboneTable(out);
        table.add(Backbones.bundledSpec(), "bundled");
        int broken = 0;
        for (Path folder : folders(given)) {
            for (Path backbone : BackboneFolders.below(folder)) {
                try {
                    table.add(BackboneSpec.read(backbone), backbone.toString());
                } catch (IOException e) {
                    broken++;
                    err.println(e.getMessage());
                }
            }
        }
        err.flush();
        return broken == 0 ? 0 : 1;
    }

    private static List<Path> folders(List<Path> given) throws IOException {
        if (given == null) { // picocli's word for an option that was not used
            return Files.isDirectory(USUAL) ? List.of(USUAL) : List.of();
        }
        for (Path folder : given) {
            if (!Files.isDirectory(folder)) {
                throw new IOException("no such folder: " + folder);
            }
        }
        return given;
    }
}
