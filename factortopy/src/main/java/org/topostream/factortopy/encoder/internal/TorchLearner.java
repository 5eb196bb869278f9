package org.topostream.factortopy.encoder.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.StepReport;
import org.topostream.factortopy.encoder.TrainingOptions;

/// Trains one encoder on PyTorch through DJL.
final class TorchLearner implements Learner {
    private final EncoderShape shape;
    private final TrainingOptions options;
    private final long chunkBytes;
    private final NDManager memory;
    private final NDArray encoding;
    private final Tents tents;
    private final NDArray one;
    private final FlatParameters parameters;
    private final AdamW optimiser;

    TorchLearner(NDManager memory, EncoderShape shape, Coordinates coordinates, Parameters initial,
            OptimiserState state, TrainingOptions options, long chunkBytes) {
        this.memory = memory;
        this.shape = shape;
        this.options = options;
        this.chunkBytes = chunkBytes;
        this.encoding = TorchEngine.encoding(memory, coordinates);
        this.tents = Tents.create(memory);
        this.one = memory.ones(new Shape());
        this.parameters = FlatParameters.create(memory, initial.tensors());
        this.parameters.requireGradients();
        this.optimiser = new AdamW(memory, parameters, initial.tensors(), state, options);
    }

    @Override
    public StepReport step(List<Features> batch, float[][] targets, double mostLoss) {
        double regularisation = options.regularisationAt(optimiser.steps());
        try (GradientScope scope = new GradientScope(memory)) {
            Objective objective = descend(scope, batch, targets, regularisation);
            NDArray gradients = parameters.gradients();
            // Read together, so that the device is waited for once.
            float[] read = NDArrays.stack(new NDList(objective.loss, objective.regulariser, gradients.norm()))
                    .toFloatArray();
            double total = read[0] + regularisation * read[1];
            boolean accepted = Double.isFinite(total) && Double.isFinite(read[2]) && read[0] <= mostLoss;
            if (accepted) {
                optimiser.step(gradients, read[2]);
            }
            return new StepReport(optimiser.steps(), read[0], read[1], total, read[2], accepted);
        }
    }

    @Override
    public float[][] forward(List<Features> batch) {
        try (GradientScope scope = new GradientScope(memory)) {
            scope.record(false);
            NDArray weights = TokenTable.weigh(choices(), tents);
            return TorchArrays.rows(readout(weights).predict(scope.memory(), tokens(scope, batch)).transpose());
        }
    }

    @Override
    public Map<String, FloatTensor> gradients(List<Features> batch, float[][] targets, double regulariserWeight) {
        try (GradientScope scope = new GradientScope(memory)) {
            descend(scope, batch, targets, regulariserWeight);
            Map<String, NDArray> gradients = new LinkedHashMap<>();
            parameters.views().forEach((name, parameter) -> gradients.put(name, parameter.getGradient()));
            return TorchArrays.read(gradients);
        }
    }

    @Override
    public Parameters parameters() {
        return new Parameters(parameters.read());
    }

    @Override
    public OptimiserState optimiserState() {
        return optimiser.state();
    }

    @Override
    public long steps() {
        return optimiser.steps();
    }

    @Override
    public void close() {
        memory.close();
    }

    private record Objective(NDArray loss, NDArray regulariser) {}

    /// Leaves the objective's gradients on the parameters, and gradient mode off.
    private Objective descend(GradientScope scope, List<Features> batch, float[][] targets,
            double regulariserWeight) {
        parameters.zeroGradients();
        SelectorNetwork.Choices choices = choices();
        NDArray weights = TokenTable.weigh(choices, tents);
        NDArray regulariser = choices.regulariser();
        NDArray tokens = tokens(scope, batch); // a GPU computes the choices while the host copies features
        NDArray expected = targets(scope.memory(), batch.size(), targets);

        scope.record(false);
        DenseReadout.Descent descent = readout(weights).descend(scope.memory(), tokens, expected, options.beta());

        // Autograd goes on from the gradients found by hand: they are those of this sum of products.
        scope.record(true);
        NDArray carrier = Scalars.times(regulariser, regulariserWeight)
                .add(inner(weights, descent.weights()))
                .add(inner(tokens, descent.tokens()))
                .add(inner(parameters.views().get("weight"), descent.readout()))
                .add(inner(parameters.views().get("bias"), descent.bias()));
        JniUtils.backward((PtNDArray) carrier, (PtNDArray) one, false, false);
        scope.record(false);
        return new Objective(descent.loss(), regulariser);
    }

    private static NDArray inner(NDArray array, NDArray gradient) {
        return array.flatten().dot(gradient.flatten());
    }

    private SelectorNetwork.Choices choices() {
        return new SelectorNetwork(encoding, parameters.views()).choices();
    }

    private NDArray tokens(GradientScope scope, List<Features> batch) {
        return TokenTable.project(shape, parameters.views(),
                FeatureBatch.stage(scope.memory(), shape.widths(), batch));
    }

    private DenseReadout readout(NDArray weights) {
        return new DenseReadout(weights, parameters.views().get("weight"), parameters.views().get("bias"), chunkBytes);
    }

    /// `[B, N]`.
    private NDArray targets(NDManager scratch, int size, float[][] targets) {
        if (targets.length != size) {
            throw new IllegalArgumentException("expected targets of " + size + " stimuli, got " + targets.length);
        }
        float[] values = new float[size * shape.voxels()];
        for (int b = 0; b < size; b++) {
            if (targets[b].length != shape.voxels()) {
                throw new IllegalArgumentException("target " + b + ": expected " + shape.voxels() + " voxels, got "
                        + targets[b].length);
            }
            System.arraycopy(targets[b], 0, values, b * shape.voxels(), shape.voxels());
        }
        return scratch.create(values, new Shape(size, shape.voxels()));
    }
}
