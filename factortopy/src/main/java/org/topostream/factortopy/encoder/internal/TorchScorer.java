package org.topostream.factortopy.encoder.internal;

import java.util.List;

import ai.djl.ndarray.NDManager;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.encoder.Encoder;

final class TorchScorer implements Scorer {
    private final NDManager memory;

    TorchScorer(NDManager memory, Encoder encoder) {
        this.memory = memory;
    }

    @Override
    public float[][] score(List<Features> batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        memory.close();
    }
}
