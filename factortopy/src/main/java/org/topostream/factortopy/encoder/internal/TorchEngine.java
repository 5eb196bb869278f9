package org.topostream.factortopy.encoder.internal;

import java.util.Map;

import ai.djl.Device;
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
import org.topostream.factortopy.internal.TorchGpus;

/// Encoders on PyTorch through DJL: large dense products, as a GPU wants them.
///
/// @param device     where the arrays live
/// @param chunkBytes most memory that what the voxels of one chunk read may take; a step needs some three times as much
record TorchEngine(Device device, long chunkBytes) implements EncoderEngine {
    /// This kernel on the CPU.
    static final String ON_CPU = "torch:cpu";
    private static final String PYTORCH = "PyTorch";
    private static final long CHUNK_BYTES = 256L << 20;

    static TorchEngine onDevice(String device) {
        NativeSettings.apply();
        return new TorchEngine(device.equals(ON_CPU)
                ? Device.cpu()
                : Devices.choose(device, TorchGpus::look), CHUNK_BYTES);
    }

    /// How many GPUs PyTorch can use here.
    static int gpus() {
        return TorchGpus.look().usable();
    }

    @Override
    public Selectors selectors(Encoder encoder) {
        try (NDManager memory = memory(); NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Map<String, NDArray> arrays = TorchArrays.create(memory, encoder.parameters().tensors());
            SelectorNetwork.Choices choices = new SelectorNetwork(encoding(memory, encoder.coordinates()),
                    arrays).choices();
            return new Selectors(choices.space().toFloatArray(), choices.layer().toFloatArray(),
                    choices.scale().toFloatArray());
        }
    }

    @Override
    public Scorer scorer(Encoder encoder) {
        return new TorchScorer(memory(), encoder, chunkBytes);
    }

    @Override
    public Learner learner(EncoderShape shape, Coordinates coordinates, Parameters parameters, OptimiserState state,
            TrainingOptions options) {
        return new TorchLearner(memory(), shape, coordinates, parameters, state, options, chunkBytes);
    }

    /// The voxels' positional encoding `[N, 192]`.
    static NDArray encoding(NDManager memory, Coordinates coordinates) {
        return memory.create(coordinates.encoding(), new Shape(coordinates.voxels(), Coordinates.ENCODING));
    }

    private NDManager memory() {
        return NDManager.newBaseManager(device, PYTORCH);
    }
}
