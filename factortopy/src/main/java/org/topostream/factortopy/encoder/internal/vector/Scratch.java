package org.topostream.factortopy.encoder.internal.vector;

/// Working memory: pieces of one array, each of which begins on a cache line. A product whose vectors lie across lines
/// takes a third longer. Java does not say where an array lies and may move it, so the lines are found anew with every
/// [#settle]; where it moved since, all is as right, and slower.
final class Scratch {
    private static final int LINE = 16;

    private float[] values = new float[0];
    private int reserved;
    private int base;

    /// Sets a piece aside; what the pieces held before is lost.
    /// @return the piece, for [#at]
    int reserve(int count) {
        int piece = reserved;
        reserved = Math.addExact(reserved, Lanes.columns(count));
        return piece;
    }

    /// Gives all pieces back.
    void clear() {
        reserved = 0;
    }

    /// Makes sure that there is room, and finds the cache lines. What the pieces hold is lost where they move.
    void settle() {
        if (values.length < reserved + LINE) {
            values = new float[reserved + LINE];
        }
        base = Addresses.toLine(values);
    }

    float[] values() {
        return values;
    }

    /// Where a piece begins in [#values].
    int at(int piece) {
        return base + piece;
    }
}
