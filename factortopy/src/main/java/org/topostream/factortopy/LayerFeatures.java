package org.topostream.factortopy;

/// Features of one stimulus at one layer of a backbone.
///
/// @param name     the layer's name, as in the backbone's `backbone.json`
/// @param channels `C`, how many channels the layer has, at least 1
/// @param local    local token grid `[C, 8, 8]`: channel, then row (top first), then column (left first)
/// @param global   global token `[C]`
public record LayerFeatures(String name, int channels, float[] local, float[] global) {

    /// @throws IllegalArgumentException where a size does not fit `channels` or a value is not finite
    public LayerFeatures {
        if (channels < 1) {
            throw new IllegalArgumentException("layer " + name + ": expected at least 1 channel, got " + channels);
        }
        requireValues(name, "local", local, channels * Features.GRID * Features.GRID);
        requireValues(name, "global", global, channels);
    }

    private static void requireValues(String layer, String kind, float[] values, int expected) {
        if (values.length != expected) {
            throw new IllegalArgumentException(
                    "layer " + layer + ": expected " + expected + " " + kind + " values, got " + values.length);
        }
        for (int i = 0; i < expected; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("layer " + layer + ": " + kind + " value " + i
                        + " is not a finite number: " + values[i]);
            }
        }
    }
}
