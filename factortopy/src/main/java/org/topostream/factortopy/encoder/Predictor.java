package org.topostream.factortopy.encoder;

import java.util.List;

import org.topostream.factortopy.Features;

/// stub
public final class Predictor implements AutoCloseable {
    private Predictor() {}

    public static Predictor compile(Encoder encoder) {
        throw new UnsupportedOperationException();
    }

    public float[] predict(Features features) {
        throw new UnsupportedOperationException();
    }

    public List<float[]> predict(List<Features> batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
