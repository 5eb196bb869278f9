package org.topostream.factortopy.maps;

import java.util.Arrays;

/// Where readouts point: each divided by its length, so that the cosine of two is the sum of their products.
final class Directions {
    /// Products that are summed independently of each other, so that none waits for the one before.
    private static final int AT_ONCE = 4;

    private final float[] values;
    private final int stride;
    private final boolean[] known;

    private Directions(float[] values, int stride, boolean[] known) {
        this.values = values;
        this.stride = stride;
        this.known = known;
    }

    /// @param readouts `[count, width]`
    /// @throws IllegalArgumentException where a value is not finite
    static Directions of(float[] readouts, int count, int width) {
        int stride = Math.ceilDiv(width, AT_ONCE) * AT_ONCE; // padded with zeros, which change no product
        float[] values = new float[Math.multiplyExact(count, stride)];
        boolean[] known = new boolean[count];
        for (int row = 0; row < count; row++) {
            double squares = 0;
            for (int d = 0; d < width; d++) {
                double value = readouts[row * width + d];
                squares += value * value;
            }
            if (!Double.isFinite(squares)) {
                throw new IllegalArgumentException(
                        "readout " + row + ": expected finite numbers, got one that is not");
            }
            known[row] = squares > 0;
            double length = known[row] ? Math.sqrt(squares) : 1;
            for (int d = 0; d < width; d++) {
                values[row * stride + d] = (float) (readouts[row * width + d] / length);
            }
        }
        return new Directions(values, stride, known);
    }

    int count() {
        return known.length;
    }

    /// Values of a direction, padding included.
    int stride() {
        return stride;
    }

    /// Whether a readout points anywhere: not where it is all zero.
    boolean isKnown(int row) {
        return known[row];
    }

    /// A copy of one, `[stride]`.
    float[] row(int row) {
        return Arrays.copyOfRange(values, row * stride, (row + 1) * stride);
    }

    /// Adds one to a sum.
    /// @param sum `[stride]`
    void addTo(double[] sum, int row) {
        for (int d = 0; d < stride; d++) {
            sum[d] += values[row * stride + d];
        }
    }

    /// The cosine of one to another direction.
    /// @param other `[stride]`
    float cosine(int row, float[] other) {
        int at = row * stride;
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        for (int d = 0; d < stride; d += AT_ONCE) {
            first += values[at + d] * other[d];
            second += values[at + d + 1] * other[d + 1];
            third += values[at + d + 2] * other[d + 2];
            fourth += values[at + d + 3] * other[d + 3];
        }
        return first + second + (third + fourth);
    }

    /// The cosines of one to several others. Sums run side by side, a lane each, which processors do many times as fast
    /// as one sum after the other.
    /// @param others  `[stride][k]`, a column each
    /// @param cosines `[k]`, written
    void cosines(int row, float[][] others, float[] cosines) {
        int at = row * stride;
        Arrays.fill(cosines, 0);
        for (int d = 0; d < stride; d += AT_ONCE) {
            float a = values[at + d];
            float b = values[at + d + 1];
            float c = values[at + d + 2];
            float e = values[at + d + 3];
            float[] first = others[d];
            float[] second = others[d + 1];
            float[] third = others[d + 2];
            float[] fourth = others[d + 3];
            for (int k = 0; k < cosines.length; k++) {
                cosines[k] += a * first[k] + b * second[k] + (c * third[k] + e * fourth[k]);
            }
        }
    }
}
