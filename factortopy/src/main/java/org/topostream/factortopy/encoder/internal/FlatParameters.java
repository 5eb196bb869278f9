package org.topostream.factortopy.encoder.internal;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import org.topostream.factortopy.FloatTensor;

/// Named arrays that lie one after another in one flat array, so that the optimiser steps them all at once: an encoder
/// has some forty parameters, most of them small, and every call into PyTorch costs as much as a thousand values.
///
/// @param flat  `[P]`
/// @param views by name, each a window onto `flat`
record FlatParameters(NDArray flat, Map<String, NDArray> views) {

    static FlatParameters create(NDManager memory, Map<String, FloatTensor> tensors) {
        int size = tensors.values().stream().mapToInt(tensor -> tensor.values().length).reduce(0, Math::addExact);
        float[] values = new float[size];
        int at = 0;
        for (FloatTensor tensor : tensors.values()) {
            System.arraycopy(tensor.values(), 0, values, at, tensor.values().length);
            at += tensor.values().length;
        }
        return new FlatParameters(memory.create(values), new LinkedHashMap<>()).cut(tensors);
    }

    static FlatParameters zeros(NDManager memory, Map<String, FloatTensor> like) {
        int size = like.values().stream().mapToInt(tensor -> tensor.values().length).sum();
        return new FlatParameters(memory.zeros(new Shape(size)), new LinkedHashMap<>()).cut(like);
    }

    /// Makes every view a leaf that gathers gradients.
    void requireGradients() {
        views.values().forEach(view -> view.setRequiresGradient(true));
    }

    /// Forgets the gradients gathered so far.
    void zeroGradients() {
        views.values().forEach(view -> JniUtils.zeroGrad((PtNDArray) view));
    }

    /// All gradients, in the order of `flat`.
    NDArray gradients() {
        NDList gradients = new NDList();
        views.values().forEach(view -> gradients.add(view.getGradient().flatten()));
        return NDArrays.concat(gradients);
    }

    Map<String, FloatTensor> read() {
        return TorchArrays.read(views);
    }

    private FlatParameters cut(Map<String, FloatTensor> tensors) {
        long at = 0;
        for (Map.Entry<String, FloatTensor> tensor : tensors.entrySet()) {
            long end = at + tensor.getValue().values().length;
            NDArray window = flat.get(at + ":" + end).reshape(TorchArrays.shape(tensor.getValue()));
            NDArray leaf = window.stopGradient();
            views.put(tensor.getKey(), leaf);
            at = end;
        }
        return this;
    }
}
