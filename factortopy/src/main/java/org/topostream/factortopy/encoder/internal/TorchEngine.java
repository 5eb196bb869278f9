package org.topostream.factortopy.encoder.internal;

import java.util.Map;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;

import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.Selectors;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.internal.Devices;
import org.topostream.factortopy.internal.NativeSettings;

/// Encoders on PyTorch through DJL.
///
/// @param device where the arrays live
record TorchEngine(Device device) implements EncoderEngine {
    private static final String PYTORCH = "PyTorch";

    static TorchEngine onDevice(String device) {
        NativeSettings.apply();
        return new TorchEngine(Devices.parse(device, Engine.getEngine(PYTORCH).getGpuCount()));
    }

    @Override
    public Selectors selectors(Coordinates coordinates, Parameters parameters) {
        try (NDManager memory = memory(); NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Map<String, NDArray> arrays = TorchArrays.create(memory, parameters.tensors());
            SelectorNetwork.Choices choices = new SelectorNetwork(encoding(memory, coordinates), arrays).choices();
            return new Selectors(choices.space().toFloatArray(), choices.layer().toFloatArray(),
                    choices.scale().toFloatArray());
        }
    }

    @Override
    public Scorer scorer(Encoder encoder) {
        return new TorchScorer(memory(), encoder);
    }

    @Override
    public Learner learner(EncoderShape shape, Coordinates coordinates, Parameters parameters, OptimiserState state,
            TrainingOptions options) {
        return new TorchLearner(memory(), shape, coordinates, parameters, state, options);
    }

    /// The voxels' positional encoding `[N, 192]`.
    static NDArray encoding(NDManager memory, Coordinates coordinates) {
        return memory.create(coordinates.encoding(), new Shape(coordinates.voxels(), Coordinates.ENCODING));
    }

    private NDManager memory() {
        return NDManager.newBaseManager(device, PYTORCH);
    }
}
