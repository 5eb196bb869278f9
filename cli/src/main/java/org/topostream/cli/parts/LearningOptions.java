package org.topostream.cli.parts;

import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.Option;

import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.trainer.TrainerSettings;

/// Options of the trainer; without them its defaults, which PERFORMANCE.md gives reasons for.
public final class LearningOptions {
    @Option(names = "--steps-per-trial", paramLabel = "N", description = "Training steps for each new trial.")
    private Optional<Integer> stepsPerTrial = Optional.empty();

    @Option(names = "--batch", paramLabel = "N", description = "Trials in a step: the new one and replayed ones.")
    private Optional<Integer> batch = Optional.empty();

    @Option(names = "--bottleneck", paramLabel = "D", description = "Channels after the projection.")
    private Optional<Integer> bottleneck = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Of first parameters and replay.")
    private Optional<Long> seed = Optional.empty();

    public TrainerSettings settings(Path examples) {
        TrainerSettings defaults = TrainerSettings.defaults(examples);
        return new TrainerSettings(bottleneck.orElse(defaults.bottleneck()),
                stepsPerTrial.orElse(defaults.stepsPerTrial()), batch.orElse(defaults.batch()),
                defaults.publishEvery(), defaults.publishIdle(), seed.orElse(defaults.seed()), examples);
    }

    public TrainingOptions training() {
        return TrainingOptions.defaults();
    }
}
