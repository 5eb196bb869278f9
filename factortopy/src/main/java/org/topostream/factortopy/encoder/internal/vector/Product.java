package org.topostream.factortopy.encoder.internal.vector;

import static org.topostream.factortopy.encoder.internal.vector.Lanes.LANES;
import static org.topostream.factortopy.encoder.internal.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/// Matrix products that are added to what is there, on small matrices in the processor's caches.
///
/// A kernel keeps 8 rows and up to 3 vectors of columns of the result in registers: 24 sums, which hide the latency of
/// the multiply-add, of 32 registers. The kernels are written out, since the compiler keeps a vector in a register only
/// where it is a local variable that never leaves its method.
final class Product {
    /// Terms for which the right matrix' 3 vectors of columns stay in the first-level cache.
    private static final int DEPTH = 192;
    /// The same where the left matrix is read across its rows, and takes a cache line for each term.
    private static final int DEPTH_ACROSS = 96;
    private static final int WIDEST = 3;

    private Product() {}

    /// `c[i, j] += sum_k a[i, k] b[k, j]`.
    ///
    /// @param m     rows of `c`, a multiple of [Lanes#ROWS]
    /// @param n     columns of `c`, a multiple of [Lanes#LANES]
    /// @param k     terms of the sum
    /// @param aAt   where `a` begins in its array
    /// @param aRow  how far its rows lie apart
    /// @param aStep how far its columns lie apart: 1, or the rows' distance where `a` is another matrix transposed
    /// @param bRow  how far the rows of `b` lie apart; its columns are neighbours, as are those of `c`
    static void accumulate(int m, int n, int k, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int bRow,
            float[] c, int cAt, int cRow) {
        int vectors = n / LANES;
        int deepest = aStep == 1 ? DEPTH : DEPTH_ACROSS;
        for (int from = 0; from < k; from += deepest) {
            int depth = Math.min(deepest, k - from);
            int aFrom = aAt + from * aStep;
            int bFrom = bAt + from * bRow;
            int width;
            for (int vector = 0; vector < vectors; vector += width) {
                // Four that are left are two and two: a single one would wait for its sums.
                int left = vectors - vector;
                width = left == WIDEST + 1 ? WIDEST - 1 : Math.min(left, WIDEST);
                int column = vector * LANES;
                for (int row = 0; row < m; row += Lanes.ROWS) {
                    int aTile = aFrom + row * aRow;
                    int cTile = cAt + row * cRow + column;
                    switch (width) {
                        case WIDEST -> three(depth, a, aTile, aRow, aStep, b, bFrom + column, bRow, c, cTile, cRow);
                        case 2 -> two(depth, a, aTile, aRow, aStep, b, bFrom + column, bRow, c, cTile, cRow);
                        default -> one(depth, a, aTile, aRow, aStep, b, bFrom + column, bRow, c, cTile, cRow);
                    }
                }
            }
        }
    }

    /// 8 rows, three vectors of columns.
    private static void three(int k, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int bRow, float[] c,
            int cAt, int cRow) {
        int left = aAt;
        int right = bAt;
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, cAt);
        FloatVector c01 = FloatVector.fromArray(SPECIES, c, cAt + LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, c, cAt + 2 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, cAt + cRow);
        FloatVector c11 = FloatVector.fromArray(SPECIES, c, cAt + cRow + LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, c, cAt + cRow + 2 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, c, cAt + 2 * cRow);
        FloatVector c21 = FloatVector.fromArray(SPECIES, c, cAt + 2 * cRow + LANES);
        FloatVector c22 = FloatVector.fromArray(SPECIES, c, cAt + 2 * cRow + 2 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, c, cAt + 3 * cRow);
        FloatVector c31 = FloatVector.fromArray(SPECIES, c, cAt + 3 * cRow + LANES);
        FloatVector c32 = FloatVector.fromArray(SPECIES, c, cAt + 3 * cRow + 2 * LANES);
        FloatVector c40 = FloatVector.fromArray(SPECIES, c, cAt + 4 * cRow);
        FloatVector c41 = FloatVector.fromArray(SPECIES, c, cAt + 4 * cRow + LANES);
        FloatVector c42 = FloatVector.fromArray(SPECIES, c, cAt + 4 * cRow + 2 * LANES);
        FloatVector c50 = FloatVector.fromArray(SPECIES, c, cAt + 5 * cRow);
        FloatVector c51 = FloatVector.fromArray(SPECIES, c, cAt + 5 * cRow + LANES);
        FloatVector c52 = FloatVector.fromArray(SPECIES, c, cAt + 5 * cRow + 2 * LANES);
        FloatVector c60 = FloatVector.fromArray(SPECIES, c, cAt + 6 * cRow);
        FloatVector c61 = FloatVector.fromArray(SPECIES, c, cAt + 6 * cRow + LANES);
        FloatVector c62 = FloatVector.fromArray(SPECIES, c, cAt + 6 * cRow + 2 * LANES);
        FloatVector c70 = FloatVector.fromArray(SPECIES, c, cAt + 7 * cRow);
        FloatVector c71 = FloatVector.fromArray(SPECIES, c, cAt + 7 * cRow + LANES);
        FloatVector c72 = FloatVector.fromArray(SPECIES, c, cAt + 7 * cRow + 2 * LANES);
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, right);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, right + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, right + 2 * LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[left]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            x = FloatVector.broadcast(SPECIES, a[left + aRow]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            x = FloatVector.broadcast(SPECIES, a[left + 2 * aRow]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            x = FloatVector.broadcast(SPECIES, a[left + 3 * aRow]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            x = FloatVector.broadcast(SPECIES, a[left + 4 * aRow]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            c42 = x.fma(b2, c42);
            x = FloatVector.broadcast(SPECIES, a[left + 5 * aRow]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            c52 = x.fma(b2, c52);
            x = FloatVector.broadcast(SPECIES, a[left + 6 * aRow]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            c62 = x.fma(b2, c62);
            x = FloatVector.broadcast(SPECIES, a[left + 7 * aRow]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
            c72 = x.fma(b2, c72);
            left += aStep;
            right += bRow;
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c02.intoArray(c, cAt + 2 * LANES);
        c10.intoArray(c, cAt + cRow);
        c11.intoArray(c, cAt + cRow + LANES);
        c12.intoArray(c, cAt + cRow + 2 * LANES);
        c20.intoArray(c, cAt + 2 * cRow);
        c21.intoArray(c, cAt + 2 * cRow + LANES);
        c22.intoArray(c, cAt + 2 * cRow + 2 * LANES);
        c30.intoArray(c, cAt + 3 * cRow);
        c31.intoArray(c, cAt + 3 * cRow + LANES);
        c32.intoArray(c, cAt + 3 * cRow + 2 * LANES);
        c40.intoArray(c, cAt + 4 * cRow);
        c41.intoArray(c, cAt + 4 * cRow + LANES);
        c42.intoArray(c, cAt + 4 * cRow + 2 * LANES);
        c50.intoArray(c, cAt + 5 * cRow);
        c51.intoArray(c, cAt + 5 * cRow + LANES);
        c52.intoArray(c, cAt + 5 * cRow + 2 * LANES);
        c60.intoArray(c, cAt + 6 * cRow);
        c61.intoArray(c, cAt + 6 * cRow + LANES);
        c62.intoArray(c, cAt + 6 * cRow + 2 * LANES);
        c70.intoArray(c, cAt + 7 * cRow);
        c71.intoArray(c, cAt + 7 * cRow + LANES);
        c72.intoArray(c, cAt + 7 * cRow + 2 * LANES);
    }

    /// 8 rows, two vectors of columns.
    private static void two(int k, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int bRow, float[] c,
            int cAt, int cRow) {
        int left = aAt;
        int right = bAt;
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, cAt);
        FloatVector c01 = FloatVector.fromArray(SPECIES, c, cAt + LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, cAt + cRow);
        FloatVector c11 = FloatVector.fromArray(SPECIES, c, cAt + cRow + LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, c, cAt + 2 * cRow);
        FloatVector c21 = FloatVector.fromArray(SPECIES, c, cAt + 2 * cRow + LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, c, cAt + 3 * cRow);
        FloatVector c31 = FloatVector.fromArray(SPECIES, c, cAt + 3 * cRow + LANES);
        FloatVector c40 = FloatVector.fromArray(SPECIES, c, cAt + 4 * cRow);
        FloatVector c41 = FloatVector.fromArray(SPECIES, c, cAt + 4 * cRow + LANES);
        FloatVector c50 = FloatVector.fromArray(SPECIES, c, cAt + 5 * cRow);
        FloatVector c51 = FloatVector.fromArray(SPECIES, c, cAt + 5 * cRow + LANES);
        FloatVector c60 = FloatVector.fromArray(SPECIES, c, cAt + 6 * cRow);
        FloatVector c61 = FloatVector.fromArray(SPECIES, c, cAt + 6 * cRow + LANES);
        FloatVector c70 = FloatVector.fromArray(SPECIES, c, cAt + 7 * cRow);
        FloatVector c71 = FloatVector.fromArray(SPECIES, c, cAt + 7 * cRow + LANES);
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, right);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, right + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[left]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[left + aRow]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[left + 2 * aRow]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[left + 3 * aRow]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[left + 4 * aRow]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[left + 5 * aRow]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = FloatVector.broadcast(SPECIES, a[left + 6 * aRow]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = FloatVector.broadcast(SPECIES, a[left + 7 * aRow]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
            left += aStep;
            right += bRow;
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c10.intoArray(c, cAt + cRow);
        c11.intoArray(c, cAt + cRow + LANES);
        c20.intoArray(c, cAt + 2 * cRow);
        c21.intoArray(c, cAt + 2 * cRow + LANES);
        c30.intoArray(c, cAt + 3 * cRow);
        c31.intoArray(c, cAt + 3 * cRow + LANES);
        c40.intoArray(c, cAt + 4 * cRow);
        c41.intoArray(c, cAt + 4 * cRow + LANES);
        c50.intoArray(c, cAt + 5 * cRow);
        c51.intoArray(c, cAt + 5 * cRow + LANES);
        c60.intoArray(c, cAt + 6 * cRow);
        c61.intoArray(c, cAt + 6 * cRow + LANES);
        c70.intoArray(c, cAt + 7 * cRow);
        c71.intoArray(c, cAt + 7 * cRow + LANES);
    }

    /// 8 rows, one vector of columns.
    private static void one(int k, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int bRow, float[] c,
            int cAt, int cRow) {
        int left = aAt;
        int right = bAt;
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, cAt);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, cAt + cRow);
        FloatVector c20 = FloatVector.fromArray(SPECIES, c, cAt + 2 * cRow);
        FloatVector c30 = FloatVector.fromArray(SPECIES, c, cAt + 3 * cRow);
        FloatVector c40 = FloatVector.fromArray(SPECIES, c, cAt + 4 * cRow);
        FloatVector c50 = FloatVector.fromArray(SPECIES, c, cAt + 5 * cRow);
        FloatVector c60 = FloatVector.fromArray(SPECIES, c, cAt + 6 * cRow);
        FloatVector c70 = FloatVector.fromArray(SPECIES, c, cAt + 7 * cRow);
        for (int step = 0; step < k; step++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, right);
            FloatVector x = FloatVector.broadcast(SPECIES, a[left]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(SPECIES, a[left + aRow]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(SPECIES, a[left + 2 * aRow]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(SPECIES, a[left + 3 * aRow]);
            c30 = x.fma(b0, c30);
            x = FloatVector.broadcast(SPECIES, a[left + 4 * aRow]);
            c40 = x.fma(b0, c40);
            x = FloatVector.broadcast(SPECIES, a[left + 5 * aRow]);
            c50 = x.fma(b0, c50);
            x = FloatVector.broadcast(SPECIES, a[left + 6 * aRow]);
            c60 = x.fma(b0, c60);
            x = FloatVector.broadcast(SPECIES, a[left + 7 * aRow]);
            c70 = x.fma(b0, c70);
            left += aStep;
            right += bRow;
        }
        c00.intoArray(c, cAt);
        c10.intoArray(c, cAt + cRow);
        c20.intoArray(c, cAt + 2 * cRow);
        c30.intoArray(c, cAt + 3 * cRow);
        c40.intoArray(c, cAt + 4 * cRow);
        c50.intoArray(c, cAt + 5 * cRow);
        c60.intoArray(c, cAt + 6 * cRow);
        c70.intoArray(c, cAt + 7 * cRow);
    }

}
