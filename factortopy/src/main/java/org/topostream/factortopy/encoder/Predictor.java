package org.topostream.factortopy.encoder;

import java.util.ArrayList;
import java.util.List;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.encoder.internal.EncoderEngine;
import org.topostream.factortopy.encoder.internal.Scorer;

/// Predicts with one finished encoder: everything that does not depend on the stimulus was computed beforehand. Thread
/// safe; close it to free its native memory.
public final class Predictor implements AutoCloseable {
    private final Scorer scorer;
    private final Normaliser normaliser;

    private Predictor(Scorer scorer, Normaliser normaliser) {
        this.scorer = scorer;
        this.normaliser = normaliser;
    }

    /// A predictor on the default device: the first GPU, else the CPU.
    public static Predictor compile(Encoder encoder) {
        return compile(encoder, "auto");
    }

    /// A predictor on a device.
    /// @param device `cpu`, `cuda:0` (any number), or `auto`: the first GPU, else the CPU
    /// @throws IllegalArgumentException where there is no such device
    public static Predictor compile(Encoder encoder, String device) {
        return new Predictor(EncoderEngine.onDevice(device).scorer(encoder), encoder.normaliser());
    }

    /// The predicted response to one stimulus.
    /// @return `[N]`, in the units of the responses
    /// @throws IllegalArgumentException where the features have other layers than the encoder
    public float[] predict(Features features) {
        return predict(List.of(features)).getFirst();
    }

    /// The predicted responses to several stimuli, in their order.
    /// @return `[B]` of `[N]`, in the units of the responses
    /// @throws IllegalArgumentException where there is no stimulus, or one has other layers than the encoder
    public List<float[]> predict(List<Features> batch) {
        List<float[]> predictions = new ArrayList<>();
        for (float[] z : scorer.score(batch)) {
            predictions.add(normaliser.restore(z));
        }
        return predictions;
    }

    @Override
    public void close() {
        scorer.close();
    }
}
