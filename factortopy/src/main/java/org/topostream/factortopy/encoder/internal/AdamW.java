package org.topostream.factortopy.encoder.internal;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
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
    private final Map<String, NDArray> parameters;
    private final Map<String, NDArray> firstMoments;
    private final Map<String, NDArray> secondMoments;
    private long steps;

    AdamW(NDManager memory, Map<String, NDArray> parameters, OptimiserState state, TrainingOptions options) {
        this.options = options;
        this.parameters = parameters;
        this.firstMoments = moments(memory, parameters, state.firstMoments());
        this.secondMoments = moments(memory, parameters, state.secondMoments());
        this.steps = state.step();
    }

    long steps() {
        return steps;
    }

    OptimiserState state() {
        return new OptimiserState(steps, TorchArrays.read(firstMoments), TorchArrays.read(secondMoments));
    }

    /// The norm of all gradients together.
    double gradientNorm() {
        NDList norms = new NDList();
        parameters.values().forEach(parameter -> norms.add(parameter.getGradient().norm()));
        return NDArrays.stack(norms).norm().getFloat();
    }

    /// One step along the gradients that lie on the parameters.
    /// @param gradientNorm their norm, for clipping
    void step(double gradientNorm) {
        steps++;
        double shrink = options.gradientClip() > 0
                ? Math.min(1, options.gradientClip() / (gradientNorm + CLIP_EPSILON))
                : 1;
        // DJL adds epsilon before the bias correction of the second moment; scaled, it comes out as PyTorch's.
        double secondCorrection = Math.sqrt(1 - Math.pow(BETA2, steps));
        double rate = options.learningRate() * secondCorrection / (1 - Math.pow(BETA1, steps));
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            parameters.forEach((name, parameter) -> JniUtils.adamUpdate((PtNDArray) parameter,
                    (PtNDArray) parameter.getGradient(), (PtNDArray) firstMoments.get(name),
                    (PtNDArray) secondMoments.get(name), (float) options.learningRate(), (float) rate,
                    (float) options.weightDecay(), (float) shrink, NO_CLAMP, BETA1, BETA2,
                    (float) (EPSILON * secondCorrection), true));
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    private static Map<String, NDArray> moments(NDManager memory, Map<String, NDArray> parameters,
            Map<String, FloatTensor> given) {
        if (!given.isEmpty() && !given.keySet().equals(parameters.keySet())) {
            throw new IllegalArgumentException(
                    "expected moments of the parameters " + parameters.keySet() + ", got " + given.keySet());
        }
        Map<String, NDArray> moments = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> moments.put(name,
                given.isEmpty() ? memory.zeros(parameter.getShape()) : TorchArrays.create(memory, given.get(name))));
        return moments;
    }
}
