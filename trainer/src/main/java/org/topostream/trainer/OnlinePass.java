package org.topostream.trainer;

import java.io.IOException;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Precision;
import org.topostream.factortopy.encoder.TrainingOptions;

/// What a trainer learns, without Kafka: the same steps on the same trials, from memory. Not thread safe.
public final class OnlinePass implements AutoCloseable {
    private final MemoryExamples examples = new MemoryExamples();
    private final Learner learner;
    private final Precision precision;

    /// @param shape of the encoder; its bottleneck is the settings'
    public OnlinePass(EncoderShape shape, Coordinates coordinates, TrainerSettings settings,
            TrainingOptions options) {
        precision = settings.precision();
        learner = new Learner(Learner.Start.fresh(shape, coordinates, settings.seed()), examples, settings, options);
    }

    /// Learns from a new trial as a trainer would.
    /// @param response `[N]`, in its own units
    public void learn(String trialId, String stimulusId, Features features, float[] response) throws IOException {
        learner.learn(examples.add(trialId, stimulusId, features, response));
    }

    /// What a trainer would publish now, as it is read again.
    public Encoder encoder() {
        return Encoder.fromBytes(learner.encoder().toBytes(precision));
    }

    /// Accepted steps so far.
    public long steps() {
        return learner.steps();
    }

    /// Refused steps so far.
    public long refusedSteps() {
        return learner.refusedSteps();
    }

    @Override
    public void close() {
        learner.close();
    }
}
