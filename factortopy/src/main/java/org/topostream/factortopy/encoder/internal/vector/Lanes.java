package org.topostream.factortopy.encoder.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// How matrices lie in memory here: row after row, padded with zeros so that the kernels need no special cases.
final class Lanes {
    /// The processor's widest vectors.
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();
    /// Rows that the kernels take at a time.
    static final int ROWS = 8;
    /// Values of a cache line; a multiple of every vector's length.
    private static final int LINE = 16;

    private Lanes() {}

    /// The number of rows, padded.
    static int rows(int rows) {
        return (rows + ROWS - 1) / ROWS * ROWS;
    }

    /// The number of columns, padded.
    static int columns(int columns) {
        return (columns + LINE - 1) / LINE * LINE;
    }

    /// How far the rows of a matrix lie apart: an odd number of cache lines. Were it a power of two, the rows that a
    /// kernel reads together would share few of the cache's sets, and throw each other out.
    static int stride(int columns) {
        int lines = Math.max(1, columns(columns) / LINE);
        return (lines | 1) * LINE;
    }
}
