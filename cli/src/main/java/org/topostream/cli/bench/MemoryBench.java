package org.topostream.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.topostream.factortopy.encoder.StepReport;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.verify.RandomProblem;
import org.topostream.trainer.FilePass;
import org.topostream.trainer.TrainerSettings;

/// Measures how much memory it takes to train from files that are larger than it.
public final class MemoryBench {
    private static final double NANOSECONDS = 1e9;
    private static final double MILLISECONDS = 1e3;
    private static final int MEBIBYTES = 20;
    private static final int TOLD_EVERY = 1000;
    private static final int QUARTERS = 4;

    private final MemoryWorkload workload;
    private final Consumer<String> told;
    private final RandomProblem problem;
    private final TrainerSettings settings;
    private final Map<String, ResidentMemory> memory = new LinkedHashMap<>();

    /// @param folder where the examples are written; files of an earlier run in it are overwritten
    /// @param told   hears what is being done
    public MemoryBench(MemoryWorkload workload, Path folder, Consumer<String> told) {
        this.workload = workload;
        this.told = told;
        TrainerSettings defaults = TrainerSettings.defaults(folder);
        this.settings = new TrainerSettings(defaults.bottleneck(),
                new TrainerSettings.Steps(1, 0, workload.batch(), TrainerSettings.Replay.UNIFORM, 0),
                defaults.publishEvery(), Duration.ZERO, defaults.seed(), defaults.precision(), folder);
        this.problem = RandomProblem.draw(workload.voxels(), workload.layers(), workload.width(),
                settings.bottleneck(), 1, settings.seed());
    }

    /// @throws IOException where the files cannot be written, or what is read is not what was written
    public MemoryMeasurement run() throws IOException {
        long start = System.nanoTime();
        fill();
        double filling = (System.nanoTime() - start) / NANOSECONDS;
        remember("filling");
        told.accept("Opening the files again ...");
        start = System.nanoTime();
        try (FilePass pass = open(workload.stimuli())) {
            double opening = (System.nanoTime() - start) / NANOSECONDS;
            remember("opening");
            double[] seconds = new double[workload.steps()];
            double[] losses = new double[workload.steps()];
            long refused = train(pass, seconds, losses);
            return new MemoryMeasurement(workload,
                    new MemoryMeasurement.Correctness(pass.size(), workload.stimuli(),
                            (long) workload.batch() * workload.steps(), refused, mean(losses, 0),
                            mean(losses, QUARTERS - 1)),
                    fileBytes() >> MEBIBYTES, filling, opening, Spread.of(seconds).times(MILLISECONDS), memory);
        }
    }

    private FilePass open(int known) throws IOException {
        return new FilePass(problem.shape(), problem.coordinates(), settings, TrainingOptions.defaults(), known);
    }

    private void fill() throws IOException {
        RandomTrials trials = new RandomTrials(problem.shape());
        try (FilePass pass = open(0)) {
            for (int stimulus = 0; stimulus < workload.stimuli(); stimulus++) {
                if (stimulus % TOLD_EVERY == 0) {
                    told.accept("Writing features and responses: " + stimulus + " of " + workload.stimuli() + " ...");
                }
                RandomTrials.Trial trial = trials.draw(stimulus);
                pass.keep(trial.features(), trial.response());
            }
        }
    }

    /// A publication is made as often as a trainer makes one; a step's time does not include it.
    private long train(FilePass pass, double[] seconds, double[] losses) throws IOException {
        SplittableRandom random = new SplittableRandom(settings.seed());
        long refused = 0;
        for (int step = 0; step < seconds.length; step++) {
            long start = System.nanoTime();
            List<StepReport> reports = pass.learn(random.nextInt(pass.size()));
            seconds[step] = (System.nanoTime() - start) / NANOSECONDS;
            losses[step] = reports.getFirst().loss();
            refused += reports.getFirst().accepted() ? 0 : 1;
            if ((step + 1) % settings.publishEvery() == 0) {
                told.accept("Trained " + (step + 1) + " steps, loss " + losses[step] + "; a publication has "
                        + (pass.publication().values().stream().mapToLong(part -> part.length).sum() >> MEBIBYTES)
                        + " MB");
            }
            remember("training");
        }
        return refused;
    }

    /// What is largest counts.
    private void remember(String phase) {
        ResidentMemory.now().ifPresent(now -> memory.merge(phase, now,
                (before, after) -> after.megabytes() > before.megabytes() ? after : before));
    }

    private static double mean(double[] losses, int quarter) {
        int length = losses.length / QUARTERS;
        int start = quarter == 0 ? 0 : losses.length - length;
        double sum = 0;
        for (int step = start; step < start + length; step++) {
            sum += losses[step];
        }
        return sum / length;
    }

    private long fileBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(settings.folder())) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
