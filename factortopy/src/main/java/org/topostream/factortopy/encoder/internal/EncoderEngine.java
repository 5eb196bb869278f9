package org.topostream.factortopy.encoder.internal;

import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.Selectors;
import org.topostream.factortopy.encoder.TrainingOptions;

/// The arithmetic of encoders: the one door behind which the tensor library lives.
public interface EncoderEngine {

    /// The engine of a device.
    /// @param device `cpu`, `cuda:0` (any number), or `auto`: the first GPU, else the CPU
    /// @throws IllegalArgumentException where there is no such device
    static EncoderEngine onDevice(String device) {
        return TorchEngine.onDevice(device);
    }

    /// The choices of every voxel.
    Selectors selectors(Coordinates coordinates, Parameters parameters);

    /// Something that predicts with a finished encoder.
    Scorer scorer(Encoder encoder);

    /// Something that trains.
    Learner learner(EncoderShape shape, Coordinates coordinates, Parameters parameters, OptimiserState state,
            TrainingOptions options);
}
