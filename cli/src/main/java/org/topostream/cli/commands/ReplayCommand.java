package org.topostream.cli.commands;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.topostream.cli.parts.DatasetChoice;
import org.topostream.cli.parts.EstimateChoice;
import org.topostream.cli.run.ExperimentRun;
import org.topostream.cli.run.ReplayedScan;
import org.topostream.cli.run.RunOptions;
import org.topostream.cli.run.ShownExperiment;
import org.topostream.producers.Pace;
import org.topostream.producers.Speed;
import org.topostream.producers.Timetable;
import org.topostream.producers.dataset.Dataset;
import org.topostream.producers.dataset.Datasets;
import org.topostream.producers.scan.folder.PollClock;

/// `topostream replay FOLDER`.
@Command(name = "replay", mixinStandardHelpOptions = true, description = "Replay a recorded experiment: show its images, predict every response before "
        + "it is given, learn from it, and report. Of a scan's volumes the responses are estimated as they come.", footer = {
                "", "Layouts that are known (docs/datasets.md):",
                "  replay folder, Algonauts 2023, NSD, BOLD5000, THINGS-fMRI, BIDS derivatives with betas, BIDS"})
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "A recording: our replay folder (stimuli/, trials.tsv, responses.npy, "
            + "coordinates.npy, subject.json), or a dataset of one of the layouts below.")
    private Path folder;

    @Option(names = "--speed", paramLabel = "recorded|N|once", description = "As fast as recorded, N times as fast, or as "
            + "fast as topostream goes along (default: recorded where there are volumes, else once).")
    private Optional<String> speed = Optional.empty();

    @Mixin
    private final DatasetChoice choice = new DatasetChoice();

    @Mixin
    private final EstimateChoice estimates = new EstimateChoice();

    @Mixin
    private final RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        Optional<Speed> wanted = speed.map(Speed::parse);
        try (Dataset dataset = Datasets.open(folder, choice.options())) {
            ExperimentRun.Plan plan = switch (dataset) {
                case Dataset.Responses responses -> plan(responses, wanted.orElse(Speed.ONCE));
                case Dataset.Volumes volumes -> plan(volumes, wanted.orElse(Speed.RECORDED));
            };
            new ExperimentRun(options, spec.commandLine().getOut()).run("replay-" + dataset.subject(),
                    backbone -> plan);
        }
        return 0;
    }

    private ExperimentRun.Plan plan(Dataset.Responses responses, Speed pace) {
        if (!pace.isOnce() && !responses.isTimed()) {
            throw new IllegalArgumentException("expected --speed once, since this dataset (" + responses.layout()
                    + ") does not tell when its pictures were shown, got " + speed.orElseThrow());
        }
        return new ExperimentRun.Plan(
                new ShownExperiment(responses.experiment(), new Pace(options.inFlight(), Pace.defaults().lead()),
                        new Timetable(pace, PollClock.system())),
                Optional.empty(), responses.imageFolders(), Optional.empty());
    }

    private ExperimentRun.Plan plan(Dataset.Volumes volumes, Speed pace) {
        return new ExperimentRun.Plan(
                new ReplayedScan(volumes.subject(), volumes.masked(), volumes.scan(),
                        new Timetable(pace, PollClock.system())),
                Optional.empty(), volumes.imageFolders(), Optional.of(estimates.options()));
    }
}
