package org.topostream.factortopy.encoder.internal;

import java.util.List;

import org.topostream.factortopy.Features;

/// Predicts with one encoder. Thread safe.
public interface Scorer extends AutoCloseable {

    /// Predictions `[B][N]` in z-scores.
    float[][] score(List<Features> batch);

    @Override
    void close();
}
