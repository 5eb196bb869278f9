package org.topostream.factortopy.encoder.internal;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;

/// Features of a batch, all layers' channels one after another.
///
/// @param size   `B`
/// @param local  `[sum C, B * 64]`
/// @param global `[sum C, B]`
record FeatureBatch(int size, NDArray local, NDArray global) {
    static final int POINTS = Features.GRID * Features.GRID;

    /// @param widths the channels of every layer of the encoder
    /// @throws IllegalArgumentException where the batch is empty or has other layers than the encoder
    static FeatureBatch stage(NDManager memory, int[] widths, List<Features> batch) {
        if (batch.isEmpty()) {
            throw new IllegalArgumentException("expected features of at least one stimulus, got none");
        }
        int channels = Arrays.stream(widths).sum();
        float[] local = new float[channels * batch.size() * POINTS];
        float[] global = new float[channels * batch.size()];
        for (int b = 0; b < batch.size(); b++) {
            Features features = batch.get(b);
            if (!Arrays.equals(widths, features.widths())) {
                throw new IllegalArgumentException("expected layers of " + Arrays.toString(widths)
                        + " channels, got " + Arrays.toString(features.widths()));
            }
            int row = 0;
            for (LayerFeatures layer : features.layers()) {
                for (int c = 0; c < layer.channels(); c++, row++) {
                    int at = row * batch.size() + b;
                    System.arraycopy(layer.local(), c * POINTS, local, at * POINTS, POINTS);
                    global[at] = layer.global()[c];
                }
            }
        }
        return new FeatureBatch(batch.size(), memory.create(local, new Shape(channels, (long) batch.size() * POINTS)),
                memory.create(global, new Shape(channels, batch.size())));
    }
}
