package org.topostream.factortopy.encoder.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import org.topostream.factortopy.FloatTensor;

/// Between our tensors on the heap and DJL's.
final class TorchArrays {
    private TorchArrays() {}

    static NDArray create(NDManager memory, FloatTensor tensor) {
        return memory.create(tensor.values(), shape(tensor));
    }

    static Shape shape(FloatTensor tensor) {
        return new Shape(Arrays.stream(tensor.shape()).asLongStream().toArray());
    }

    static Map<String, NDArray> create(NDManager memory, Map<String, FloatTensor> tensors) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> arrays.put(name, create(memory, tensor)));
        return arrays;
    }

    static FloatTensor read(NDArray array) {
        int[] shape = Arrays.stream(array.getShape().getShape()).mapToInt(Math::toIntExact).toArray();
        return new FloatTensor(shape, array.toFloatArray());
    }

    static Map<String, FloatTensor> read(Map<String, NDArray> arrays) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        arrays.forEach((name, array) -> tensors.put(name, read(array)));
        return tensors;
    }

    /// A matrix, row by row.
    static float[][] rows(NDArray matrix) {
        int rows = Math.toIntExact(matrix.getShape().get(0));
        int columns = Math.toIntExact(matrix.getShape().get(1));
        float[] all = matrix.toFloatArray();
        float[][] result = new float[rows][];
        for (int row = 0; row < rows; row++) {
            result[row] = Arrays.copyOfRange(all, row * columns, (row + 1) * columns);
        }
        return result;
    }
}
