package org.topostream.factortopy.encoder.internal.vector;

import java.util.LinkedHashMap;
import java.util.Map;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.EncoderShape;

/// Where every parameter lies in one flat array, so that the optimiser steps them all in one pass: the matrices as the
/// kernels read them, rows padded with zeros, those that PyTorch keeps as `[outputs, inputs]` turned to
/// `[inputs, outputs]`.
///
/// @param parts by name, in order
/// @param size  values, all in all
record Layout(Map<String, Part> parts, int size) {

    /// One parameter.
    ///
    /// @param at         where it begins
    /// @param shape      its shape outside
    /// @param rows       its rows here
    /// @param columns    its columns here
    /// @param stride     how far its rows lie apart here
    /// @param transposed whether its rows here are its columns outside
    /// @param end        where it ends
    record Part(int at, int[] shape, int rows, int columns, int stride, boolean transposed, int end) {

        private int inside(int outside) {
            return transposed
                    ? at + outside % rows * stride + outside / rows
                    : at + outside / columns * stride + outside % columns;
        }
    }

    static Layout of(EncoderShape shape) {
        Map<String, Part> parts = new LinkedHashMap<>();
        int at = 0;
        for (Map.Entry<String, int[]> parameter : shape.parameterShapes().entrySet()) {
            Part part = part(parameter.getKey(), parameter.getValue(), at);
            parts.put(parameter.getKey(), part);
            at = part.end();
        }
        return new Layout(parts, at);
    }

    private static Part part(String name, int[] axes, int at) {
        if (axes.length == 1) {
            int stride = Lanes.columns(axes[0]);
            return new Part(at, axes, 1, axes[0], stride, false, at + stride);
        }
        boolean transposed = !name.equals("weight");
        int rows = transposed ? axes[1] : axes[0];
        int columns = transposed ? axes[0] : axes[1];
        int stride = transposed ? Lanes.stride(columns) : Lanes.columns(columns);
        int end = Math.addExact(at, Math.multiplyExact(Lanes.rows(rows), stride));
        return new Part(at, axes, rows, columns, stride, transposed, end);
    }

    Part part(String name) {
        return parts.get(name);
    }

    /// Where the selectors' parameters end, which every voxel shares; they are the first.
    int selectorsEnd() {
        return part("local_token_bottleneck.0.weight").at();
    }

    /// From named tensors.
    float[] flat(Map<String, FloatTensor> tensors) {
        float[] flat = new float[size];
        parts.forEach((name, part) -> {
            float[] values = tensors.get(name).values();
            for (int i = 0; i < values.length; i++) {
                flat[part.inside(i)] = values[i];
            }
        });
        return flat;
    }

    /// To named tensors.
    Map<String, FloatTensor> tensors(float[] flat) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        parts.forEach((name, part) -> {
            FloatTensor tensor = FloatTensor.zeros(part.shape());
            for (int i = 0; i < tensor.values().length; i++) {
                tensor.values()[i] = flat[part.inside(i)];
            }
            tensors.put(name, tensor);
        });
        return tensors;
    }
}
