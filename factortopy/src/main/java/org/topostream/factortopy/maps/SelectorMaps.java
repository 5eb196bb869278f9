package org.topostream.factortopy.maps;

import java.util.List;

import org.topostream.factortopy.encoder.Selectors;

/// The maps that an encoder's selectors make (*Brain Decodes Deep Nets*, section 3).
public final class SelectorMaps {
    /// The kind of the map of the layer that each voxel reads most.
    public static final String LAYER = "layer";

    private SelectorMaps() {}

    /// Layer, confidence, space, scale and weights, in this order.
    /// @param layerNames of the encoder, `L`
    /// @throws IllegalArgumentException where the layer weights are of another number of layers
    public static List<MapValues> of(Selectors selectors, List<String> layerNames) {
        int voxels = selectors.scale().length;
        int layers = layerNames.size();
        if (selectors.layer().length != voxels * layers) {
            throw new IllegalArgumentException("expected weights of the layers " + layerNames + " for " + voxels
                    + " voxels, got " + selectors.layer().length);
        }
        return List.of(
                new MapValues(LAYER, layer(selectors.layer(), voxels, layers), List.of(),
                        "argmax / (L - 1): 0 first layer, 1 last", 0, 1, "turbo"),
                new MapValues("confidence", confidence(selectors.layer(), voxels, layers), List.of(),
                        "1 - entropy / log L", 0, 1, "viridis"),
                new MapValues("space", selectors.space(), List.of("x", "y"),
                        "x, y of the image, -1 left or top to 1", -1, 1, "phase"),
                new MapValues("scale", selectors.scale(), List.of(), "0 local to 1 global", 0, 1, "viridis"),
                new MapValues("weights", selectors.layer(), layerNames, "weight of each layer, 1 in all", 0, 1,
                        "viridis"));
    }

    /// Depth of the layer that each voxel reads most.
    /// @param weights `[N, L]`, rows sum to 1
    /// @return `[N]`, 0 for the first layer, 1 for the last
    public static float[] layer(float[] weights, int voxels, int layers) {
        float[] depth = new float[voxels];
        for (int voxel = 0; voxel < voxels; voxel++) {
            int best = 0;
            for (int layer = 1; layer < layers; layer++) {
                if (weights[voxel * layers + layer] > weights[voxel * layers + best]) {
                    best = layer;
                }
            }
            depth[voxel] = layers == 1 ? 0 : best / (float) (layers - 1);
        }
        return depth;
    }

    /// How peaked each voxel's layer choice is.
    /// @param weights `[N, L]`, rows sum to 1
    /// @return `[N]`, 0 for an even choice, 1 for a single layer
    public static float[] confidence(float[] weights, int voxels, int layers) {
        float[] confidence = new float[voxels];
        for (int voxel = 0; voxel < voxels; voxel++) {
            double entropy = 0;
            for (int layer = 0; layer < layers; layer++) {
                double p = weights[voxel * layers + layer];
                entropy -= p > 0 ? p * Math.log(p) : 0;
            }
            confidence[voxel] = layers == 1 ? 1 : (float) (1 - entropy / Math.log(layers));
        }
        return confidence;
    }
}
