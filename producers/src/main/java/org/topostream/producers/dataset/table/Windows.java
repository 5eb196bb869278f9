package org.topostream.producers.dataset.table;

import java.io.Closeable;
import java.io.IOException;

/// Responses that do not lie trial by trial in their file: several trials are read at once, as many as take 64 MB, and
/// given one at a time.
public final class Windows implements ResponseTable {
    private static final int BYTES = 1 << 26;

    private final Source source;
    private final int length;
    private float[][] window = {};
    private int first = -1;

    /// What is read.
    public interface Source extends Closeable {
        int trials();

        /// N.
        int voxels();

        /// How many trials the file has in one piece.
        int together();

        /// @return `[count, N]`
        float[][] read(int from, int count) throws IOException;
    }

    public Windows(Source source) {
        this(source, BYTES);
    }

    /// @param bytes that a window takes at most, unless one trial takes more
    Windows(Source source, int bytes) {
        this.source = source;
        int fitting = Math.max(1, bytes / Float.BYTES / Math.max(1, source.voxels()));
        int together = Math.max(1, source.together());
        length = together > fitting ? fitting : fitting - fitting % together;
    }

    @Override
    public int trials() {
        return source.trials();
    }

    @Override
    public int voxels() {
        return source.voxels();
    }

    @Override
    public float[] trial(int trial) throws IOException {
        ResponseTable.require(this, trial);
        int begin = trial - trial % length;
        if (begin != first) {
            window = source.read(begin, Math.min(length, trials() - begin));
            first = begin;
        }
        return window[trial - begin].clone();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
