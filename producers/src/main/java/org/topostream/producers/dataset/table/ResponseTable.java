package org.topostream.producers.dataset.table;

import java.io.Closeable;
import java.io.IOException;

/// The responses of many trials, read one at a time: all of them together may be larger than memory. For one thread.
public interface ResponseTable extends Closeable {
    /// How many trials there are.
    int trials();

    /// N.
    int voxels();

    /// @param trial from 0
    /// @return `[N]`
    /// @throws IndexOutOfBoundsException where there is no such trial
    /// @throws IOException               where it cannot be read
    float[] trial(int trial) throws IOException;

    /// Checks the number of a trial.
    /// @throws IndexOutOfBoundsException where there is none of that number
    static void require(ResponseTable table, int trial) {
        if (trial < 0 || trial >= table.trials()) {
            throw new IndexOutOfBoundsException("expected a trial from 0 to " + (table.trials() - 1) + ", got "
                    + trial);
        }
    }
}
