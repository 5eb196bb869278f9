package org.topostream.cli.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.topostream.cli.run.ExperimentRun;
import org.topostream.cli.run.RunOptions;
import org.topostream.producers.ReplayFolder;

/// `topostream replay FOLDER`.
@Command(name = "replay", mixinStandardHelpOptions = true, description = "Replay a recorded experiment: show its images, predict every response before "
        + "it is given, learn from it, and report.")
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "A folder with stimuli/, trials.tsv, responses.npy, "
            + "coordinates.npy and subject.json.")
    private Path folder;

    @Option(names = "--subject", paramLabel = "NAME", description = "Whose voxels (default: as subject.json says).")
    private Optional<String> subject = Optional.empty();

    @Mixin
    private final RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        ReplayFolder replay = ReplayFolder.open(folder, subject);
        new ExperimentRun(options, spec.commandLine().getOut()).run("replay-" + replay.subject().getSubject(),
                backbone -> new ExperimentRun.Plan(replay, Optional.empty(), List.of(folder.toRealPath())));
        return 0;
    }
}
