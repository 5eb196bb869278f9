package org.topostream.factortopy.encoder.internal.vector;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// All cores on one piece of work.
final class Parallel {
    /// Into how many pieces work is cut whose parts are summed: fixed, so that sums are the same each time.
    static final int PIECES = Runtime.getRuntime().availableProcessors();

    private Parallel() {}

    /// Runs `task` for 0 to `count - 1`, and returns when all are done.
    static void run(int count, IntConsumer task) {
        IntStream.range(0, count).parallel().forEach(task);
    }

    /// Where a piece of `count` things begins; the end of the last is `count`.
    static int from(int piece, int count) {
        return (int) ((long) count * piece / PIECES);
    }
}
