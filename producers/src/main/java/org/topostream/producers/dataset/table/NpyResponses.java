package org.topostream.producers.dataset.table;

import java.io.IOException;
import java.nio.file.Path;

import org.topostream.factortopy.npy.NpyTable;

/// Responses in a `.npy` file `[trials, voxels]`.
public final class NpyResponses implements ResponseTable {
    private final NpyTable table;

    private NpyResponses(NpyTable table) {
        this.table = table;
    }

    /// @throws IOException where the file is absent, or no such file
    public static NpyResponses open(Path file) throws IOException {
        return new NpyResponses(NpyTable.open(file));
    }

    @Override
    public int trials() {
        return table.rows();
    }

    @Override
    public int voxels() {
        return table.columns();
    }

    @Override
    public float[] trial(int trial) throws IOException {
        return table.row(trial);
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
