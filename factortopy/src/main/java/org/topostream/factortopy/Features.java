package org.topostream.factortopy;

import java.util.List;

/// Features of one stimulus under one backbone: what an encoder reads.
///
/// @param layers every layer, in the backbone's order; at least one
public record Features(List<LayerFeatures> layers) {
    /// Rows and columns of every layer's local token grid.
    public static final int GRID = 8;

    /// @throws IllegalArgumentException where there is no layer
    public Features {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("expected features of at least one layer, got none");
        }
    }

    /// The layers' channel counts `[L]`, in order.
    public int[] widths() {
        return layers.stream().mapToInt(LayerFeatures::channels).toArray();
    }
}
