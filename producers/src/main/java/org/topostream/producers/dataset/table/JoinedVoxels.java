package org.topostream.producers.dataset.table;

import java.io.IOException;
import java.util.Arrays;

/// Two tables of the same trials, the voxels of one behind those of the other: hemispheres.
///
/// @param left  first
/// @param right behind it
public record JoinedVoxels(ResponseTable left, ResponseTable right) implements ResponseTable {
    /// @throws IllegalArgumentException where they have not as many trials
    public JoinedVoxels {
        if (left.trials() != right.trials()) {
            throw new IllegalArgumentException("expected as many trials of both hemispheres, got " + left.trials()
                    + " of the left one and " + right.trials() + " of the right one");
        }
    }

    @Override
    public int trials() {
        return left.trials();
    }

    @Override
    public int voxels() {
        return left.voxels() + right.voxels();
    }

    @Override
    public float[] trial(int trial) throws IOException {
        float[] one = left.trial(trial);
        float[] other = right.trial(trial);
        float[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Override
    public void close() throws IOException {
        left.close();
        right.close();
    }
}
