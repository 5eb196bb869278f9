package org.topostream.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import org.topostream.cli.report.RidgeBaseline;
import org.topostream.factortopy.Features;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Predictor;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.metrics.Agreement;
import org.topostream.factortopy.metrics.Means;
import org.topostream.trainer.OfflineTraining;
import org.topostream.trainer.OnlinePass;
import org.topostream.trainer.TrainerSettings;

/// Measures what a trainer's one pass over the trials reaches, beside training with all trials at hand. Validation
/// stimuli are used to judge, never to learn or to choose.
final class LearningBench {
    private static final int CHECKPOINTS = 4;
    private static final int OFFLINE_CHECKPOINTS = 10;
    private static final int PREDICTED_AT_ONCE = 16;

    private final LearningData data;
    private final EncoderShape shape;
    private final TrainerSettings settings;
    private final TrainingOptions options;
    private final Consumer<String> progress;

    LearningBench(LearningData data, EncoderShape shape, TrainerSettings settings, TrainingOptions options,
            Consumer<String> progress) {
        this.data = data;
        this.shape = shape;
        this.settings = settings;
        this.options = options;
        this.progress = progress;
    }

    /// One pass in presentation order, judged after each quarter of the trials.
    List<LearningReport.Checkpoint> online() throws IOException {
        List<LearningReport.Checkpoint> checkpoints = new ArrayList<>();
        List<BenchTrial> trials = data.training();
        LearningTime watch = new LearningTime();
        try (OnlinePass pass = new OnlinePass(shape, data.coordinates(), settings, options)) {
            for (int done = 1; done <= trials.size(); done++) {
                BenchTrial trial = trials.get(done - 1);
                watch.run(() -> pass.learn(trial.presentation().trialId(), trial.presentation().stimulusId(),
                        trial.features(), trial.response()));
                if (done * CHECKPOINTS / trials.size() > (done - 1) * CHECKPOINTS / trials.size()) {
                    checkpoints.add(say("online", new LearningReport.Checkpoint(done, 1, pass.steps(),
                            pass.refusedSteps(), judge(pass.encoder(), watch.seconds()))));
                }
            }
        }
        return checkpoints;
    }

    /// Shuffled epochs, judged ten times on the way.
    List<LearningReport.Checkpoint> offline(int epochs, TrainingOptions offlineOptions) throws IOException {
        List<LearningReport.Checkpoint> checkpoints = new ArrayList<>();
        List<BenchTrial> trials = data.training();
        OfflineTraining training = new OfflineTraining(shape, data.coordinates(), features(trials),
                trials.stream().map(BenchTrial::response).toList(), settings, offlineOptions, epochs);
        LearningTime watch = new LearningTime();
        for (int done = 1; done <= epochs; done++) {
            watch.run(training::epoch);
            if (done * OFFLINE_CHECKPOINTS / epochs > (done - 1) * OFFLINE_CHECKPOINTS / epochs) {
                checkpoints.add(say("offline", new LearningReport.Checkpoint(trials.size(), done, training.steps(), 0,
                        judge(training.encoder(), watch.seconds()))));
            }
        }
        return checkpoints;
    }

    /// Ridge regression on the same features.
    /// @throws IllegalArgumentException where there are too few trials for it
    LearningReport.Result ridge() throws IOException {
        List<float[][]> predictions = new ArrayList<>();
        LearningTime watch = new LearningTime();
        watch.run(() -> predictions.add(RidgeBaseline.fit(features(data.training()),
                data.training().stream().map(BenchTrial::response).toList()).predict(features(data.validation()))));
        return result(List.of(predictions.getFirst()), watch.seconds());
    }

    private LearningReport.Result judge(Encoder encoder, double seconds) {
        List<float[]> predictions = new ArrayList<>();
        List<Features> features = features(data.validation());
        try (Predictor predictor = Predictor.compile(encoder)) {
            for (int from = 0; from < features.size(); from += PREDICTED_AT_ONCE) {
                predictions.addAll(predictor.predict(
                        features.subList(from, Math.min(features.size(), from + PREDICTED_AT_ONCE))));
            }
        }
        return result(predictions, seconds);
    }

    private LearningReport.Result result(List<float[]> predictions, double seconds) {
        Agreement agreement = new Agreement(shape.voxels());
        for (int trial = 0; trial < predictions.size(); trial++) {
            agreement.add(predictions.get(trial), data.validation().get(trial).response());
        }
        float[] r = agreement.pearson();
        return new LearningReport.Result(Means.mean(r), Means.median(r),
                data.ceiling().map(ceiling -> Means.meanShare(r, ceiling)).orElse(null), seconds);
    }

    private static List<Features> features(List<BenchTrial> trials) {
        return trials.stream().map(BenchTrial::features).toList();
    }

    private LearningReport.Checkpoint say(String what, LearningReport.Checkpoint checkpoint) {
        progress.accept(String.format(Locale.ROOT, "%s: %d trials, %d epochs, %d steps, r %.4f, %.0f s", what,
                checkpoint.trials(), checkpoint.epochs(), checkpoint.steps(), checkpoint.result().rMean(),
                checkpoint.result().seconds()));
        return checkpoint;
    }

    /// Work that reads trials.
    private interface Work {
        void run() throws IOException;
    }

    /// Adds up the time of learning, judging left out.
    private static final class LearningTime {
        private long nanos;

        void run(Work work) throws IOException {
            long from = System.nanoTime();
            work.run();
            nanos += System.nanoTime() - from;
        }

        double seconds() {
            return Duration.ofNanos(nanos).toMillis() / 1e3;
        }
    }
}
