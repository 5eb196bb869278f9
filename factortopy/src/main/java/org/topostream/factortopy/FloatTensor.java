package org.topostream.factortopy;

import java.util.Arrays;

/// Numbers with a shape, in C order (the last axis varies fastest).
///
/// @param shape  the length of every axis; empty for a single number
/// @param values as many values as the product of the shape
public record FloatTensor(int[] shape, float[] values) {

    /// @throws IllegalArgumentException where an axis is negative or the number of values does not fit the shape
    public FloatTensor {
        long size = size(shape);
        if (values.length != size) {
            throw new IllegalArgumentException("expected " + size + " values for the shape " + Arrays.toString(shape)
                    + ", got " + values.length);
        }
    }

    /// A tensor of zeros.
    public static FloatTensor zeros(int... shape) {
        return new FloatTensor(shape, new float[Math.toIntExact(size(shape))]);
    }

    /// Whether the shape and every bit of every value are the same.
    @Override
    public boolean equals(Object other) {
        return other instanceof FloatTensor tensor && Arrays.equals(shape, tensor.shape)
                && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "FloatTensor" + Arrays.toString(shape);
    }

    private static long size(int[] shape) {
        long size = 1;
        for (int length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException(
                        "expected axes of 0 or more values, got the shape " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, length);
        }
        return size;
    }
}
