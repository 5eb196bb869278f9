package org.topostream.cli.parts;

import java.nio.file.Path;
import java.time.Duration;

import picocli.CommandLine.Option;

import org.topostream.cli.config.Bounds;
import org.topostream.factortopy.encoder.Precision;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.trainer.TrainerSettings;

/// Options of the trainer; without them its defaults, which PERFORMANCE.md gives reasons for.
public final class LearningOptions {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";
    private static final double MILLISECONDS = 1e3;
    private static final TrainerSettings SETTINGS = TrainerSettings.defaults(Path.of(""));
    private static final TrainingOptions TRAINING = TrainingOptions.online();

    @Bounds(min = 1)
    @Option(names = "--steps-per-trial", paramLabel = "N", description = "Training steps for each new trial" + DEFAULT)
    private int stepsPerTrial = SETTINGS.steps().perTrial();

    @Bounds(min = 0, unit = "trials")
    @Option(names = "--full-after", paramLabel = "TRIALS", description = "Trials after which a new one gets all these "
            + "steps; before, fewer in proportion" + DEFAULT)
    private int fullAfter = SETTINGS.steps().fullAfter();

    @Bounds(min = 1, unit = "trials")
    @Option(names = "--batch", paramLabel = "N", description = "Trials in a step: the new one and replayed ones"
            + DEFAULT)
    private int batch = SETTINGS.steps().batch();

    @Option(names = "--replay", paramLabel = "uniform|recent", description = "Which trials are replayed: all as likely, "
            + "or the later ones more often" + DEFAULT)
    private TrainerSettings.Replay replay = SETTINGS.steps().replay();

    @Bounds(min = 0, max = 1)
    @Option(names = "--average", paramLabel = "SHARE", description = "Publish the average of the parameters over this "
            + "share of the trials, the latest; 0 for the parameters as they are" + DEFAULT)
    private double averaged = SETTINGS.steps().averaged();

    @Bounds(min = 0)
    @Option(names = "--learning-rate", paramLabel = "RATE", description = "Of AdamW" + DEFAULT)
    private double learningRate = TRAINING.learningRate();

    @Bounds(min = 0)
    @Option(names = "--hold-steps", paramLabel = "N", description = "Steps after which the learning rate falls with the "
            + "square root of the steps; 0 for never" + DEFAULT)
    private int holdSteps = TRAINING.holdSteps();

    @Bounds(min = 0)
    @Option(names = "--weight-decay", paramLabel = "RATE", description = "Of AdamW" + DEFAULT)
    private double weightDecay = TRAINING.weightDecay();

    @Bounds(min = 0)
    @Option(names = "--gradient-clip", paramLabel = "NORM", description = "Most norm of all gradients together; 0 for "
            + "no clipping" + DEFAULT)
    private double gradientClip = TRAINING.gradientClip();

    @Bounds(min = 1)
    @Option(names = "--bottleneck", paramLabel = "D", description = "Channels after the projection" + DEFAULT)
    private int bottleneck = SETTINGS.bottleneck();

    @Option(names = "--encoder-precision", paramLabel = "single|half", description = "Numbers of published encoders: "
            + "float32, or float16 for half the size and predictions that are the same to a thousandth; a trainer goes "
            + "on from exact ones either way" + DEFAULT)
    private Precision precision = SETTINGS.precision();

    @Bounds
    @Option(names = "--seed", paramLabel = "N", description = "Of first parameters and replay" + DEFAULT)
    private long seed = SETTINGS.seed();

    @Bounds(min = 1, unit = "trials")
    @Option(names = "--publish-every", paramLabel = "TRIALS", description = "Trials after which an encoder is published "
            + "at the latest" + DEFAULT)
    private int publishEvery = SETTINGS.publishEvery();

    @Bounds(min = 0, unit = "s")
    @Option(names = "--publish-idle", paramLabel = "SECONDS", description = "While no trials wait, the shortest time from "
            + "one publication to the next; large encoders of many subjects need more" + DEFAULT)
    private double publishIdle = SETTINGS.publishIdle().toMillis() / MILLISECONDS;

    /// Of a trainer whose examples lie in this folder.
    public TrainerSettings settings(Path examples) {
        return new TrainerSettings(bottleneck,
                new TrainerSettings.Steps(stepsPerTrial, fullAfter, batch, replay, averaged),
                publishEvery, Duration.ofMillis(Math.round(publishIdle * MILLISECONDS)), seed, precision, examples);
    }

    public TrainingOptions training() {
        return new TrainingOptions(learningRate, holdSteps, weightDecay, gradientClip, TRAINING.beta(),
                TRAINING.regularisation(), TRAINING.regularisationSteps(), TRAINING.seed());
    }
}
