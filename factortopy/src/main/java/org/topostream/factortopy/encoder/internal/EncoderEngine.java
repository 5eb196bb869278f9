package org.topostream.factortopy.encoder.internal;

import ai.djl.util.cuda.CudaUtils;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.Selectors;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.encoder.internal.vector.VectorEngine;

/// The arithmetic of encoders: the one door behind which the tensor library lives.
public interface EncoderEngine {

    /// The engine of a device.
    /// @param device `cpu`, `cuda:0` (any number), `auto`: the first GPU, else the CPU; or `torch:cpu`, the kernel for
    ///               GPUs on the CPU
    /// @throws IllegalArgumentException where there is no such device
    static EncoderEngine onDevice(String device) {
        return switch (device) {
            case "cpu" -> onProcessor();
            case "auto" ->
                CudaUtils.hasCuda() && TorchEngine.gpus() > 0 ? TorchEngine.onDevice("cuda:0") : onProcessor();
            default -> TorchEngine.onDevice(device);
        };
    }

    private static EncoderEngine onProcessor() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            return new VectorEngine();
        }
        LoggerFactory.getLogger(EncoderEngine.class)
                .warn("slow encoder: start Java with --add-modules=jdk.incubator.vector for the fast one");
        return TorchEngine.onDevice(TorchEngine.ON_CPU);
    }

    /// The choices of every voxel.
    Selectors selectors(Encoder encoder);

    /// Something that predicts with a finished encoder.
    Scorer scorer(Encoder encoder);

    /// Something that trains.
    Learner learner(EncoderShape shape, Coordinates coordinates, Parameters parameters, OptimiserState state,
            TrainingOptions options);
}
