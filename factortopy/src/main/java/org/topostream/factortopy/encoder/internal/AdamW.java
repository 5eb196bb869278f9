package org.topostream.factortopy.encoder.internal;

import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.TrainingOptions;

/// PyTorch's AdamW (Loshchilov and Hutter 2019) with its defaults, in place.
final class AdamW {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final double EPSILON = 1e-8;
    /// As PyTorch's `clip_grad_norm_`.
    private static final double CLIP_EPSILON = 1e-6;
    private static final float NO_CLAMP = -1;

    private final TrainingOptions options;
    private final FlatParameters parameters;
    private final FlatParameters firstMoments;
    private final FlatParameters secondMoments;
    private long steps;

    AdamW(NDManager memory, FlatParameters parameters, Map<String, FloatTensor> like, OptimiserState state,
            TrainingOptions options) {
        this.options = options;
        this.parameters = parameters;
        this.firstMoments = moments(memory, like, state.firstMoments());
        this.secondMoments = moments(memory, like, state.secondMoments());
        this.steps = state.step();
    }

    long steps() {
        return steps;
    }

    OptimiserState state() {
        return new OptimiserState(steps, firstMoments.read(), secondMoments.read());
    }

    /// One step down the gradients. To be called without gradient mode: it writes into the parameters.
    /// @param gradients `[P]`
    /// @param norm      their norm, for clipping
    void step(NDArray gradients, double norm) {
        double learningRate = options.learningRateAt(steps);
        steps++;
        double shrink = options.gradientClip() > 0 ? Math.min(1, options.gradientClip() / (norm + CLIP_EPSILON)) : 1;
        // DJL adds epsilon before it corrects the second moment's bias; scaled like this it comes out as PyTorch's.
        double secondCorrection = Math.sqrt(1 - Math.pow(BETA2, steps));
        double rate = learningRate * secondCorrection / (1 - Math.pow(BETA1, steps));
        JniUtils.adamUpdate((PtNDArray) parameters.flat(), (PtNDArray) gradients, (PtNDArray) firstMoments.flat(),
                (PtNDArray) secondMoments.flat(), (float) learningRate, (float) rate,
                (float) options.weightDecay(), (float) shrink, NO_CLAMP, BETA1, BETA2,
                (float) (EPSILON * secondCorrection), true);
    }

    private static FlatParameters moments(NDManager memory, Map<String, FloatTensor> like,
            Map<String, FloatTensor> given) {
        if (given.isEmpty()) {
            return FlatParameters.zeros(memory, like);
        }
        if (!given.keySet().equals(like.keySet())) {
            throw new IllegalArgumentException(
                    "expected moments of the parameters " + like.keySet() + ", got " + given.keySet());
        }
        return FlatParameters.create(memory, given);
    }
}
