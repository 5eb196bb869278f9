package org.topostream.factortopy.image;

import java.util.Arrays;

/// Weights that resize one axis.
///
/// Enlarging interpolates linearly between pixel centres. Shrinking by `s` widens the triangle `s` times, so that every
/// source pixel counts and fine stripes turn grey instead of aliasing; this is Pillow's `BILINEAR`.
///
/// @param first   the first source pixel of every result pixel
/// @param weights of the source pixels from there on; each row sums to [#ONE] within a thousandth, so that 255 times the
///                sum rounds to 255
record TriangleFilter(int[] first, int[][] weights) {
    /// Fixed point: 255 times this fits an `int`.
    static final int FRACTION_BITS = 22;
    static final int ONE = 1 << FRACTION_BITS;
    /// Half a unit each is less than half a grey level of white in all.
    private static final int MOST_ROUNDED_ALONE = 8192;

    /// @param from pixels of the source, at least 1
    /// @param to   pixels of the result, at least 1
    static TriangleFilter of(int from, int to) {
        int[] first = new int[to];
        int[][] weights = new int[to][];
        double scale = (double) from / to;
        double reach = Math.max(scale, 1);
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            int start = Math.max(0, (int) Math.floor(centre - reach + 0.5));
            int end = Math.min(from, (int) Math.floor(centre + reach + 0.5));
            double[] triangle = new double[end - start];
            for (int k = 0; k < triangle.length; k++) {
                triangle[k] = Math.max(0, 1 - Math.abs(start + k + 0.5 - centre) / reach);
            }
            first[i] = start;
            weights[i] = fixedPoint(triangle);
        }
        return new TriangleFilter(first, weights);
    }

    int length() {
        return first.length;
    }

    /// Each weight rounded on its own, as in Pillow: many a result lies on the edge between two grey levels, and the last
    /// bit of a weight decides. Thousands of rounded weights need not sum to one, and a flat picture must stay flat: of
    /// so many the running sum is rounded.
    private static int[] fixedPoint(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        int[] fixed = new int[weights.length];
        double running = 0;
        int given = 0;
        for (int k = 0; k < weights.length; k++) {
            running += weights[k];
            fixed[k] = weights.length <= MOST_ROUNDED_ALONE
                    ? (int) (weights[k] / sum * ONE + 0.5)
                    : (int) Math.round(running / sum * ONE) - given;
            given += fixed[k];
        }
        return fixed;
    }
}
