package org.topostream.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.topostream.cli.parts.BackboneChoice;
import org.topostream.cli.parts.LearningOptions;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.producers.Experiment;
import org.topostream.producers.ReplayFolder;
import org.topostream.producers.phantom.Phantom;
import org.topostream.trainer.TrainerSettings;

/// Compares ways to learn on one experiment.
public final class LearningComparison {
    /// The demo's.
    private static final long PHANTOM_SEED = 7;

    private final BackboneChoice backbone;
    private final LearningOptions learning;
    private final Optional<Path> cache;
    private final Consumer<String> progress;

    /// How to train offline.
    ///
    /// @param epochs       0 for no offline training
    /// @param learningRate of the first epoch
    public record Offline(int epochs, double learningRate) {}

    /// @param cache    where to keep features, if anywhere
    /// @param progress is told how far the work is, line by line
    public LearningComparison(BackboneChoice backbone, LearningOptions learning, Optional<Path> cache,
            Consumer<String> progress) {
        this.backbone = backbone;
        this.learning = learning;
        this.cache = cache;
        this.progress = progress;
    }

    /// @param folder a replay folder
    public LearningReport ofRecording(Path folder, Offline offline) throws IOException {
        try (Backbone network = backbone.load()) {
            ReplayFolder replay = ReplayFolder.open(folder, Optional.empty());
            return compare(replay, replay.subject().getSubject(), network, offline);
        }
    }

    /// @param trials pictures shown, every tenth for validation
    public LearningReport ofPhantom(int voxels, int trials, Offline offline) throws IOException {
        try (Backbone network = backbone.load()) {
            return compare(new Phantom("phantom", network, voxels, trials, PHANTOM_SEED),
                    "phantom-" + voxels + "-" + trials, network, offline);
        }
    }

    private LearningReport compare(Experiment experiment, String name, Backbone network, Offline offline)
            throws IOException {
        LearningData data = LearningData.of(experiment, new FeatureCache(network, name, cache, progress));
        TrainerSettings settings = learning.settings(Path.of("."));
        TrainingOptions options = learning.training();
        EncoderShape shape = data.shape(network.spec(), settings.bottleneck());
        LearningBench bench = new LearningBench(data, shape, settings, options, progress);
        List<LearningReport.Checkpoint> online = bench.online();
        List<LearningReport.Checkpoint> epochs = bench.offline(offline.epochs(),
                options.withConstantRate(offline.learningRate()));
        return new LearningReport(data.subject(), network.spec().name(), shape.voxels(), data.training().size(),
                data.validation().size(), settings.steps() + ", " + options, online, epochs, bench.ridge());
    }
}
