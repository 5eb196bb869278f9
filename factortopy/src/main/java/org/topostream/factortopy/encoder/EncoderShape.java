package org.topostream.factortopy.encoder;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The sizes of an encoder.
///
/// @param voxels     `N`, at least 1
/// @param layerNames the backbone's layers, in order; at least one
/// @param widths     the layers' channel counts `[L]`
/// @param bottleneck `D`, the channels every layer is projected to; 128 in the paper
public record EncoderShape(int voxels, List<String> layerNames, int[] widths, int bottleneck) {
    /// The paper's bottleneck.
    public static final int PAPER_BOTTLENECK = 128;
    private static final int HIDDEN = 128;

    /// @throws IllegalArgumentException where a size is below 1 or names and widths do not fit
    public EncoderShape {
        layerNames = List.copyOf(layerNames);
        if (voxels < 1 || bottleneck < 1 || widths.length < 1 || Arrays.stream(widths).anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("expected at least 1 voxel, bottleneck channel, layer and channel, got "
                    + voxels + ", " + bottleneck + ", " + Arrays.toString(widths));
        }
        if (layerNames.size() != widths.length) {
            throw new IllegalArgumentException(
                    "expected a width for each of the layers " + layerNames + ", got " + Arrays.toString(widths));
        }
    }

    /// `L`.
    public int layers() {
        return widths.length;
    }

    /// Every parameter's name and shape, in the order in which they are written and stepped.
    public Map<String, int[]> parameterShapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        selector(shapes, "space_selector_mlp", 2);
        selector(shapes, "layer_selector_mlp", layers());
        selector(shapes, "scale_selector_mlp", 1);
        for (int layer = 0; layer < layers(); layer++) {
            shapes.put("local_token_bottleneck." + layer + ".weight", new int[]{bottleneck, widths[layer], 1, 1});
        }
        for (int layer = 0; layer < layers(); layer++) {
            shapes.put("global_token_bottleneck." + layer + ".weight", new int[]{bottleneck, widths[layer]});
        }
        shapes.put("weight", new int[]{voxels, bottleneck});
        shapes.put("bias", new int[]{voxels});
        return shapes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncoderShape shape && voxels == shape.voxels && bottleneck == shape.bottleneck
                && layerNames.equals(shape.layerNames) && Arrays.equals(widths, shape.widths);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * voxels + bottleneck) + layerNames.hashCode()) + Arrays.hashCode(widths);
    }

    @Override
    public String toString() {
        return voxels + " voxels, layers " + layerNames + " of " + Arrays.toString(widths) + " channels, bottleneck "
                + bottleneck;
    }

    private static void selector(Map<String, int[]> shapes, String name, int outputs) {
        shapes.put(name + ".1.weight", new int[]{HIDDEN, Coordinates.ENCODING});
        shapes.put(name + ".1.bias", new int[]{HIDDEN});
        shapes.put(name + ".3.weight", new int[]{HIDDEN, HIDDEN});
        shapes.put(name + ".3.bias", new int[]{HIDDEN});
        shapes.put(name + ".5.weight", new int[]{outputs, HIDDEN});
    }
}
