package org.topostream.factortopy.encoder.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
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
    private final NDManager memory;
    private final NDArray encoding;
    private final Tents tents;
    private final NDArray layerOfChannel;
    private final NDArray one;
    private final FlatParameters parameters;
    private final AdamW optimiser;

    TorchLearner(NDManager memory, EncoderShape shape, Coordinates coordinates, Parameters initial,
            OptimiserState state, TrainingOptions options) {
        this.memory = memory;
        this.shape = shape;
        this.options = options;
        this.encoding = TorchEngine.encoding(memory, coordinates);
        this.tents = Tents.create(memory);
        this.layerOfChannel = ReceptiveFields.layerOfChannel(memory, shape.widths());
        this.one = memory.ones(new Shape());
        this.parameters = FlatParameters.create(memory, initial.tensors());
        this.parameters.requireGradients();
        this.optimiser = new AdamW(memory, parameters, initial.tensors(), state, options);
    }

    @Override
    public StepReport step(List<Features> batch, float[][] targets) {
        try (Graph graph = new Graph(memory)) {
            Objective objective = descend(graph, batch, targets, options.regularisationAt(optimiser.steps()));
            graph.stopRecording();
            NDArray gradients = parameters.gradients();
            double norm = gradients.norm().getFloat();
            boolean accepted = Double.isFinite(objective.total) && Double.isFinite(norm);
            if (accepted) {
                optimiser.step(gradients, norm);
            }
            return new StepReport(optimiser.steps(), objective.loss, objective.regulariser, objective.total, norm,
                    accepted);
        }
    }

    @Override
    public float[][] forward(List<Features> batch) {
        try (Graph graph = new Graph(memory)) {
            NDArray predictions = predict(graph, choices(), batch);
            return TorchArrays.rows(predictions.transpose());
        }
    }

    @Override
    public Map<String, FloatTensor> gradients(List<Features> batch, float[][] targets, double regulariserWeight) {
        try (Graph graph = new Graph(memory)) {
            descend(graph, batch, targets, regulariserWeight);
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

    private record Objective(double loss, double regulariser, double total) {}

    /// Leaves the objective's gradients on the parameters.
    private Objective descend(Graph graph, List<Features> batch, float[][] targets, double regulariserWeight) {
        parameters.zeroGradients();
        SelectorNetwork.Choices choices = choices();
        NDArray predictions = predict(graph, choices, batch);
        NDArray loss = smoothL1(predictions.sub(targets(graph.memory, batch.size(), targets)));
        NDArray regulariser = choices.regulariser();
        NDArray total = loss.add(Scalars.times(regulariser, regulariserWeight));
        JniUtils.backward((PtNDArray) total, (PtNDArray) one, false, false);
        float[] values = NDArrays.stack(new NDList(loss, regulariser, total)).toFloatArray();
        return new Objective(values[0], values[1], values[2]);
    }

    private SelectorNetwork.Choices choices() {
        return new SelectorNetwork(encoding, parameters.views()).choices();
    }

    private NDArray predict(Graph graph, SelectorNetwork.Choices choices, List<Features> features) {
        FeatureBatch batch = FeatureBatch.stage(graph.memory, shape.widths(), features);
        return ReceptiveFields.fold(shape, parameters.views(), choices, tents, layerOfChannel).predict(batch);
    }

    /// Mean of `d² / (2 beta)` where `d = |error| < beta`, else of `d - beta / 2`: both are `m (d - m / 2) / beta` with
    /// `m = min(d, beta)`.
    private NDArray smoothL1(NDArray error) {
        NDArray distance = error.abs();
        NDArray near = Scalars.atMost(distance, options.beta());
        return Scalars.times(near.mul(distance.sub(Scalars.times(near, 0.5))).mean(), 1 / options.beta());
    }

    /// `[N, B]`.
    private NDArray targets(NDManager scratch, int size, float[][] targets) {
        if (targets.length != size) {
            throw new IllegalArgumentException("expected targets of " + size + " stimuli, got " + targets.length);
        }
        float[] values = new float[shape.voxels() * size];
        for (int b = 0; b < size; b++) {
            if (targets[b].length != shape.voxels()) {
                throw new IllegalArgumentException("target " + b + ": expected " + shape.voxels() + " voxels, got "
                        + targets[b].length);
            }
            for (int n = 0; n < shape.voxels(); n++) {
                values[n * size + b] = targets[b][n];
            }
        }
        return scratch.create(values, new Shape(shape.voxels(), size));
    }

    /// The arrays of one step: whatever is made while it is open is freed when it closes.
    private static final class Graph implements AutoCloseable {
        private final NDManager memory;
        private final NDScope scope = new NDScope();
        private final boolean before = JniUtils.isGradMode();

        Graph(NDManager parent) {
            memory = parent.newSubManager();
            JniUtils.setGradMode(true); // PyTorch keeps it by thread, and DJL turns it off
        }

        void stopRecording() {
            JniUtils.setGradMode(false);
        }

        @Override
        public void close() {
            JniUtils.setGradMode(before);
            scope.close();
            memory.close();
        }
    }
}
