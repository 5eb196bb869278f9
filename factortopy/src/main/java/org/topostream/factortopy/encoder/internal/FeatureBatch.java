package org.topostream.factortopy.encoder.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;

/// Features of a batch on a device, a row for every token.
///
/// @param size   `B`
/// @param local  by layer, `[64 * B, C]`
/// @param global by layer, `[B, C]`
record FeatureBatch(int size, List<NDArray> local, List<NDArray> global) {
    static final int POINTS = Features.GRID * Features.GRID;

    /// @param widths the channels of every layer of the encoder
    /// @throws IllegalArgumentException where the batch is empty or has other layers than the encoder
    static FeatureBatch stage(NDManager memory, int[] widths, List<Features> batch) {
        if (batch.isEmpty()) {
            throw new IllegalArgumentException("expected features of at least one stimulus, got none");
        }
        for (Features features : batch) {
            if (!Arrays.equals(widths, features.widths())) {
                throw new IllegalArgumentException("expected layers of " + Arrays.toString(widths)
                        + " channels, got " + Arrays.toString(features.widths()));
            }
        }
        FeatureBatch staged = new FeatureBatch(batch.size(), new ArrayList<>(), new ArrayList<>());
        for (int layer = 0; layer < widths.length; layer++) {
            staged.add(memory, layer, widths[layer], batch);
        }
        return staged;
    }

    private void add(NDManager memory, int layer, int channels, List<Features> batch) {
        float[] locals = new float[size * channels * POINTS];
        float[] globals = new float[size * channels];
        for (int b = 0; b < size; b++) {
            LayerFeatures features = batch.get(b).layers().get(layer);
            System.arraycopy(features.local(), 0, locals, b * channels * POINTS, channels * POINTS);
            System.arraycopy(features.global(), 0, globals, b * channels, channels);
        }
        // Turned on the device: it does that faster than the host.
        local.add(memory.create(locals, new Shape(size, channels, POINTS)).transpose(2, 0, 1)
                .reshape(new Shape((long) POINTS * size, channels)));
        global.add(memory.create(globals, new Shape(size, channels)));
    }
}
