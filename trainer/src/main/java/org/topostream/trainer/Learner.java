package org.topostream.trainer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Normaliser;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.StepReport;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.encoder.TrainingSession;
import org.topostream.schemas.encoders.EncoderParts;

/// Takes training steps on the trials of a store.
final class Learner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Learner.class);

    private final EncoderShape shape;
    private final Coordinates coordinates;
    private final TrainingSession session;
    private final ExampleStore store;
    private final RunningNormaliser normaliser;
    private final ReplaySampler sampler;
    private final int stepsPerTrial;

    /// Where learning begins or goes on.
    record Start(EncoderShape shape, Coordinates coordinates, Parameters parameters, OptimiserState optimiser,
            RunningNormaliser normaliser) {}

    Learner(Start start, ExampleStore store, TrainerSettings settings, TrainingOptions options) {
        this.shape = start.shape();
        this.coordinates = start.coordinates();
        this.session = new TrainingSession(shape, coordinates, start.parameters(), start.optimiser(), options);
        this.store = store;
        this.normaliser = start.normaliser();
        this.sampler = new ReplaySampler(settings.seed(), settings.batch());
        this.stepsPerTrial = settings.stepsPerTrial();
    }

    /// The response of a trial that was learnt from was revised.
    void revise(float[] before, float[] after) {
        normaliser.remove(before);
        normaliser.add(after);
    }

    /// Learns from a new trial, replaying others beside it. From now on it counts in the voxels' mean and spread.
    void learn(Trial newest) throws IOException {
        normaliser.add(store.response(newest.responseSlot()));
        int refused = 0;
        for (int i = 0; i < stepsPerTrial; i++) {
            StepReport report = step(sampler.draw(store, newest, session.steps(), refused));
            if (!report.accepted()) {
                refused++;
                LOG.error("training step refused step={} loss={} gradientNorm={}", report.step(), report.loss(),
                        report.gradientNorm());
            }
        }
    }

    private StepReport step(List<Trial> batch) throws IOException {
        Normaliser now = normaliser.normaliser();
        List<Features> features = new ArrayList<>();
        float[][] targets = new float[batch.size()][];
        for (int i = 0; i < targets.length; i++) {
            features.add(store.features(batch.get(i).featuresSlot()));
            targets[i] = now.normalise(store.response(batch.get(i).responseSlot()));
        }
        return session.step(features, targets);
    }

    Encoder encoder() {
        return new Encoder(shape, coordinates, session.parameters(), normaliser.normaliser());
    }

    /// All that another learner needs to go on from here, by part name.
    Map<String, byte[]> blobs() {
        Map<String, byte[]> blobs = new LinkedHashMap<>();
        blobs.put(EncoderParts.ENCODER, encoder().toBytes());
        blobs.put(EncoderParts.OPTIMISER, session.optimiserState().toBytes());
        blobs.put(EncoderParts.STATISTICS, normaliser.toBytes());
        return blobs;
    }

    long steps() {
        return session.steps();
    }

    @Override
    public void close() {
        session.close();
    }
}
