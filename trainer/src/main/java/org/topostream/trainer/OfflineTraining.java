package org.topostream.trainer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Normaliser;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.encoder.TrainingSession;

/// Training as it is done where all trials are there from the start: shuffled epochs, the learning rate falling from
/// epoch to epoch as half a cosine. What online learning is measured against. Not thread safe.
public final class OfflineTraining {
    private final EncoderShape shape;
    private final Coordinates coordinates;
    private final List<Features> features;
    private final float[][] targets;
    private final Normaliser normaliser;
    private final TrainingOptions options;
    private final int batch;
    private final int epochs;
    private final Random random;
    private Parameters parameters;
    private OptimiserState optimiser = OptimiserState.fresh();
    private int epoch;

    /// @param features  of every trial
    /// @param responses of every trial, each `[N]`
    /// @param settings  batch and seed are taken from it
    /// @param options   its learning rate is the first epoch's
    /// @param epochs    after which the learning rate is 0
    public OfflineTraining(EncoderShape shape, Coordinates coordinates, List<Features> features,
            List<float[]> responses, TrainerSettings settings, TrainingOptions options, int epochs) {
        this.shape = shape;
        this.coordinates = coordinates;
        this.features = features;
        this.options = options;
        this.batch = Math.min(settings.steps().batch(), features.size());
        this.epochs = epochs;
        random = new Random(settings.seed());
        parameters = Parameters.initial(shape, settings.seed());
        RunningNormaliser all = new RunningNormaliser(shape.voxels());
        responses.forEach(all::add);
        normaliser = all.normaliser();
        targets = responses.stream().map(normaliser::normalise).toArray(float[][]::new);
    }

    /// Goes once through all trials in a new order; a last batch that is not full is left out.
    public void epoch() {
        List<Integer> order = new ArrayList<>(IntStream.range(0, targets.length).boxed().toList());
        Collections.shuffle(order, random);
        double rate = options.learningRate() * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
        try (TrainingSession session = new TrainingSession(shape, coordinates, parameters, optimiser,
                options.withConstantRate(rate))) {
            for (int from = 0; from + batch <= order.size(); from += batch) {
                List<Integer> drawn = order.subList(from, from + batch);
                session.step(drawn.stream().map(features::get).toList(),
                        drawn.stream().map(trial -> targets[trial]).toArray(float[][]::new));
            }
            parameters = session.parameters();
            optimiser = session.optimiserState();
        }
        epoch++;
    }

    /// The encoder after the epochs so far.
    public Encoder encoder() {
        return new Encoder(shape, coordinates, parameters, normaliser);
    }

    /// Steps so far.
    public long steps() {
        return optimiser.step();
    }
}
