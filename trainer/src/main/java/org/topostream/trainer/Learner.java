package org.topostream.trainer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Normaliser;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.Precision;
import org.topostream.factortopy.encoder.StepReport;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.encoder.TrainingSession;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;

/// Takes training steps on trials, and averages the parameters they lead to.
final class Learner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Learner.class);

    private final EncoderShape shape;
    private final Coordinates coordinates;
    private final TrainingSession session;
    private final Examples examples;
    private final RunningNormaliser normaliser;
    private final RunawayGuard guard;
    private final ReplaySampler sampler;
    private final TrainerSettings.Steps steps;
    private final Optional<ParameterAverage> average;
    private final Precision precision;

    /// Where learning begins or goes on.
    ///
    /// @param parameters as the last step left them
    /// @param average    of the parameters so far
    record Start(EncoderShape shape, Coordinates coordinates, Parameters parameters, Parameters average,
            OptimiserState optimiser, RunningNormaliser normaliser, RunawayGuard guard) {

        /// Before the first trial.
        static Start fresh(EncoderShape shape, Coordinates coordinates, long seed) {
            Parameters initial = Parameters.initial(shape, seed);
            return new Start(shape, coordinates, initial, initial, OptimiserState.fresh(),
                    new RunningNormaliser(shape.voxels()), new RunawayGuard());
        }

        /// After the trials of a published encoder. One that was published without averages or losses goes on without.
        static Start resume(PublishedEncoder last) {
            Map<String, byte[]> blobs = last.blobs();
            Encoder encoder = Encoder.fromBytes(
                    last.blob(blobs.containsKey(EncoderParts.EXACT) ? EncoderParts.EXACT : EncoderParts.ENCODER));
            Parameters latest = blobs.containsKey(EncoderParts.PARAMETERS)
                    ? Encoder.fromBytes(last.blob(EncoderParts.PARAMETERS)).parameters()
                    : encoder.parameters();
            return new Start(encoder.shape(), encoder.coordinates(), latest, encoder.parameters(),
                    OptimiserState.fromBytes(last.blob(EncoderParts.OPTIMISER)),
                    RunningNormaliser.fromBytes(encoder.shape().voxels(), last.blob(EncoderParts.STATISTICS)),
                    blobs.containsKey(EncoderParts.LOSSES)
                            ? RunawayGuard.fromBytes(last.blob(EncoderParts.LOSSES))
                            : new RunawayGuard());
        }
    }

    Learner(Start start, Examples examples, TrainerSettings settings, TrainingOptions options) {
        this.shape = start.shape();
        this.coordinates = start.coordinates();
        this.session = new TrainingSession(shape, coordinates, start.parameters(), start.optimiser(), options);
        this.examples = examples;
        this.normaliser = start.normaliser();
        this.guard = start.guard();
        this.steps = settings.steps();
        this.precision = settings.precision();
        this.sampler = new ReplaySampler(settings.seed(), steps.batch(), steps.replay());
        this.average = steps.averaged() == 0
                ? Optional.empty()
                : Optional.of(new ParameterAverage(start.average(), steps.averaged()));
    }

    /// The response of a trial that was learnt from was revised.
    void revise(float[] before, float[] after) {
        normaliser.remove(before);
        normaliser.add(after);
    }

    /// Learns from a new trial, replaying others beside it. From now on it counts in the voxels' mean and spread.
    /// @return what became of each step
    List<StepReport> learn(Trial newest) throws IOException {
        normaliser.add(examples.response(newest.responseSlot()));
        List<StepReport> reports = new ArrayList<>();
        int refused = 0;
        int wanted = steps.at(examples.size());
        for (int i = 0; i < wanted; i++) {
            double limit = guard.limit();
            StepReport report = step(sampler.draw(examples, newest, session.steps(), refused), limit);
            guard.record(report);
            reports.add(report);
            if (!report.accepted()) {
                refused++;
                LOG.error("training step refused step={} loss={} limit={} gradientNorm={} refused={}", report.step(),
                        report.loss(), limit, report.gradientNorm(), guard.refused());
            }
        }
        if (average.isPresent() && refused < wanted) {
            average.get().add(session.parameters(), examples.size());
        }
        return reports;
    }

    private StepReport step(List<Trial> batch, double limit) throws IOException {
        Normaliser now = normaliser.normaliser();
        List<Features> features = new ArrayList<>();
        float[][] targets = new float[batch.size()][];
        for (int i = 0; i < targets.length; i++) {
            features.add(examples.features(batch.get(i).featuresSlot()));
            targets[i] = now.normalise(examples.response(batch.get(i).responseSlot()));
        }
        return session.step(features, targets, limit);
    }

    /// What predicts: the averaged parameters where they are averaged.
    Encoder encoder() {
        return encoder(average.isPresent() ? average.get().parameters() : session.parameters());
    }

    private Encoder encoder(Parameters parameters) {
        return new Encoder(shape, coordinates, parameters, normaliser.normaliser());
    }

    /// All that another learner needs to go on from here, by part name.
    Map<String, byte[]> blobs() {
        Map<String, byte[]> blobs = new LinkedHashMap<>();
        Encoder encoder = encoder();
        blobs.put(EncoderParts.ENCODER, encoder.toBytes(precision));
        if (precision != Precision.SINGLE) {
            blobs.put(EncoderParts.EXACT, encoder.toBytes());
        }
        if (average.isPresent()) {
            blobs.put(EncoderParts.PARAMETERS, encoder(session.parameters()).toBytes());
        }
        blobs.put(EncoderParts.OPTIMISER, session.optimiserState().toBytes());
        blobs.put(EncoderParts.STATISTICS, normaliser.toBytes());
        blobs.put(EncoderParts.LOSSES, guard.toBytes());
        return blobs;
    }

    long steps() {
        return session.steps();
    }

    long refusedSteps() {
        return guard.refused();
    }

    @Override
    public void close() {
        session.close();
    }
}
