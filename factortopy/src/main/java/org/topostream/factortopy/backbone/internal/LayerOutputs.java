package org.topostream.factortopy.backbone.internal;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.backbone.BackboneSpec;

/// What one run of a network gave, copied out of native memory.
///
/// @param layers in the backbone's order
record LayerOutputs(List<LayerOutput> layers) {
    private static final int CELLS = Features.GRID * Features.GRID;

    /// @param layer  which layer
    /// @param local  `[B, C, 8, 8]`
    /// @param global `[B, C]`
    record LayerOutput(BackboneSpec.Layer layer, FloatBuffer local, FloatBuffer global) {

        LayerFeatures image(int image) {
            int channels = layer.channels();
            float[] localValues = new float[channels * CELLS];
            float[] globalValues = new float[channels];
            local.get(image * localValues.length, localValues);
            global.get(image * globalValues.length, globalValues);
            return new LayerFeatures(layer.name(), channels, localValues, globalValues);
        }
    }

    /// @throws IllegalStateException where the outputs are not those of the declared layers
    static LayerOutputs read(BackboneSpec spec, int batch, NDList outputs) {
        Map<String, NDArray> byName = new LinkedHashMap<>();
        for (NDArray output : outputs) {
            if (output.getName() == null) {
                throw new IllegalStateException("expected outputs with the names <layer>.local and <layer>.global, got "
                        + outputs.size() + " without names");
            }
            byName.put(output.getName(), output);
        }
        List<LayerOutput> layers = new ArrayList<>();
        for (BackboneSpec.Layer layer : spec.layers()) {
            FloatBuffer local = take(byName, layer.name() + ".local",
                    new Shape(batch, layer.channels(), Features.GRID, Features.GRID));
            FloatBuffer global = take(byName, layer.name() + ".global", new Shape(batch, layer.channels()));
            layers.add(new LayerOutput(layer, local, global));
        }
        if (!byName.isEmpty()) {
            throw new IllegalStateException(
                    "expected outputs of the layers " + spec.layerNames() + " only, got also " + byName.keySet());
        }
        return new LayerOutputs(layers);
    }

    /// @throws IllegalArgumentException where a number is not finite
    Features image(int image) {
        return new Features(layers.stream().map(layer -> layer.image(image)).toList());
    }

    private static FloatBuffer take(Map<String, NDArray> outputs, String name, Shape shape) {
        String expected = "expected the output " + name + " of float32 " + shape;
        if (!outputs.containsKey(name)) {
            throw new IllegalStateException(expected + ", got only " + outputs.keySet());
        }
        NDArray output = outputs.remove(name);
        if (output.getDataType() != DataType.FLOAT32 || !output.getShape().equals(shape)) {
            throw new IllegalStateException(
                    expected + ", got " + output.getDataType() + " " + output.getShape());
        }
        return output.toByteBuffer().asFloatBuffer();
    }
}
