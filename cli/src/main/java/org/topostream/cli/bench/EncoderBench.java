package org.topostream.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.Normaliser;
import org.topostream.factortopy.encoder.Predictor;
import org.topostream.factortopy.encoder.StepReport;
import org.topostream.factortopy.encoder.TrainingSession;
import org.topostream.factortopy.verify.Deviation;
import org.topostream.factortopy.verify.PlainPrediction;
import org.topostream.factortopy.verify.RandomProblem;

/// Measures training and scoring of an encoder, after having looked whether it computes the right thing.
public final class EncoderBench {
    /// Of float32 against float64, relative to the largest prediction.
    private static final double TOLERANCE = 1e-5;
    private static final double MILLISECONDS = 1e3;

    private final EncoderWorkload workload;
    private final Consumer<String> told;
    private final Stopwatch stopwatch;
    private final Map<String, ResidentMemory> memory = new LinkedHashMap<>();

    /// @param told hears what is being done
    public EncoderBench(EncoderWorkload workload, Consumer<String> told) {
        this.workload = workload;
        this.told = told;
        this.stopwatch = new Stopwatch(workload.seconds());
    }

    /// @throws IllegalArgumentException where there is no such device
    public EncoderMeasurement run() {
        told.accept("Comparing with a plain float64 evaluation ...");
        RandomProblem small = workload.smallProblem();
        Errors errors = errors(small);
        told.accept("Drawing features of " + workload.batch() + " images for " + workload.voxels() + " voxels ...");
        RandomProblem problem = workload.problem();
        Training training = train(problem);
        return score(problem.features(), training, new EncoderMeasurement.Correctness(errors.forward, errors.predictor,
                TOLERANCE, training.firstLoss, training.lastLoss, training.steps));
    }

    private record Errors(double forward, double predictor) {}

    private Errors errors(RandomProblem small) {
        double[][] expected = PlainPrediction.of(small.encoder(), small.features());
        try (TrainingSession session = small.session(workload.device());
                Predictor predictor = Predictor.compile(small.encoder(), workload.device())) {
            return new Errors(error(expected, Arrays.asList(session.forward(small.features()))),
                    error(expected, predictor.predict(small.features())));
        }
    }

    private static double error(double[][] expected, List<float[]> predicted) {
        double worst = 0;
        for (int image = 0; image < expected.length; image++) {
            worst = Math.max(worst, Deviation.of("prediction", expected[image], predicted.get(image)).relative());
        }
        return worst;
    }

    private record Training(Encoder trained, Spread stepSeconds, double firstLoss, double lastLoss, long steps) {}

    private Training train(RandomProblem problem) {
        told.accept("Training ...");
        try (TrainingSession session = problem.session(workload.device())) {
            List<Double> losses = new ArrayList<>();
            Runnable step = () -> {
                StepReport report = session.step(problem.features(), problem.targets());
                losses.add(report.loss());
            };
            stopwatch.warmUp(step);
            Spread seconds = stopwatch.repeat(workload.repeats(), step);
            remember("training");
            Encoder trained = new Encoder(problem.shape(), problem.coordinates(), session.parameters(),
                    Normaliser.identity(workload.voxels()));
            return new Training(trained, seconds, losses.getFirst(), losses.getLast(), session.steps());
        }
    }

    private EncoderMeasurement score(List<Features> batch, Training training,
            EncoderMeasurement.Correctness correctness) {
        told.accept("Compiling a predictor ...");
        double[] compiling = new double[workload.repeats()];
        for (int repeat = 0; repeat < compiling.length; repeat++) {
            compiling[repeat] = Stopwatch
                    .once(() -> Predictor.compile(training.trained, workload.device()).close());
        }
        told.accept("Scoring ...");
        try (Predictor predictor = Predictor.compile(training.trained, workload.device())) {
            EncoderMeasurement.Scoring one = scoring(predictor, batch.subList(0, 1));
            EncoderMeasurement.Scoring all = scoring(predictor, batch);
            remember("scoring");
            return new EncoderMeasurement(workload, correctness, training.stepSeconds.perSecond(workload.batch()),
                    training.stepSeconds.times(MILLISECONDS), Spread.of(compiling).times(MILLISECONDS), one, all,
                    memory);
        }
    }

    private EncoderMeasurement.Scoring scoring(Predictor predictor, List<Features> images) {
        Runnable predict = () -> predictor.predict(images);
        stopwatch.warmUp(predict);
        Spread seconds = stopwatch.repeat(workload.repeats(), predict);
        return new EncoderMeasurement.Scoring(images.size(), seconds.perSecond(images.size()),
                seconds.times(MILLISECONDS));
    }

    private void remember(String after) {
        ResidentMemory.now().ifPresent(now -> memory.put(after, now));
    }
}
