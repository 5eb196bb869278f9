package org.topostream.factortopy.encoder;

import java.util.List;
import java.util.Map;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.internal.EncoderEngine;
import org.topostream.factortopy.encoder.internal.Learner;

/// Trains one encoder, step by step. For one thread at a time; close it to free its native memory.
public final class TrainingSession implements AutoCloseable {
    private final Learner learner;

    /// A session on the default device.
    /// @param shape       the encoder's sizes
    /// @param coordinates of its voxels
    /// @param initial     parameters to start or resume from
    /// @param state       [OptimiserState#fresh], or what the session to resume remembered
    /// @param options     how to step
    /// @throws IllegalArgumentException where these do not fit each other
    public TrainingSession(EncoderShape shape, Coordinates coordinates, Parameters initial, OptimiserState state,
            TrainingOptions options) {
        this(shape, coordinates, initial, state, options, "auto");
    }

    /// A session on a device.
    /// @param device `cpu`, `cuda:0` (any number), or `auto`: the first GPU, else the CPU
    /// @throws IllegalArgumentException where these do not fit each other, or there is no such device
    public TrainingSession(EncoderShape shape, Coordinates coordinates, Parameters initial, OptimiserState state,
            TrainingOptions options, String device) {
        initial.requireFits(shape);
        if (coordinates.voxels() != shape.voxels()) {
            throw new IllegalArgumentException(
                    "expected coordinates of " + shape.voxels() + " voxels, got " + coordinates.voxels());
        }
        this.learner = EncoderEngine.onDevice(device).learner(shape, coordinates, initial, state, options);
    }

    /// One AdamW step on a batch. Where the loss or the norm of the gradients is not finite, the step is refused:
    /// parameters, optimiser and step count stay as they are.
    /// @param features of `B` stimuli, at least one
    /// @param targets  `[B][N]`, responses as z-scores
    /// @throws IllegalArgumentException where the sizes do not fit the encoder
    public StepReport step(List<Features> features, float[][] targets) {
        return step(features, targets, Double.POSITIVE_INFINITY);
    }

    /// One AdamW step on a batch, refused as well where its loss, without the regulariser, is above a limit.
    /// @param features of `B` stimuli, at least one
    /// @param targets  `[B][N]`, responses as z-scores
    /// @param mostLoss the limit
    /// @throws IllegalArgumentException where the sizes do not fit the encoder
    public StepReport step(List<Features> features, float[][] targets, double mostLoss) {
        return learner.step(features, targets, mostLoss);
    }

    /// Predictions `[B][N]` as z-scores, with the parameters as they are.
    public float[][] forward(List<Features> features) {
        return learner.forward(features);
    }

    /// Gradients of the smooth-L1 loss plus `regulariserWeight` times the regulariser, by parameter; takes no step.
    public Map<String, FloatTensor> gradients(List<Features> features, float[][] targets, double regulariserWeight) {
        return learner.gradients(features, targets, regulariserWeight);
    }

    /// A copy of the parameters as they are.
    public Parameters parameters() {
        return learner.parameters();
    }

    /// A copy of what the optimiser remembers.
    public OptimiserState optimiserState() {
        return learner.optimiserState();
    }

    /// Accepted steps so far, those before a resumption included.
    public long steps() {
        return learner.steps();
    }

    @Override
    public void close() {
        learner.close();
    }
}
