package org.topostream.producers.dataset.table;

import java.io.IOException;
import java.util.List;

/// Tables of the same voxels, the trials of one behind those of the other: sessions.
///
/// @param parts one or more
public record JoinedTrials(List<ResponseTable> parts) implements ResponseTable {
    /// @throws IllegalArgumentException where there is none, or one has other voxels
    public JoinedTrials {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("expected a table of responses or more, got none");
        }
        for (ResponseTable part : parts) {
            if (part.voxels() != parts.getFirst().voxels()) {
                throw new IllegalArgumentException("expected " + parts.getFirst().voxels()
                        + " voxels in every session, got " + part.voxels());
            }
        }
    }

    @Override
    public int trials() {
        return parts.stream().mapToInt(ResponseTable::trials).sum();
    }

    @Override
    public int voxels() {
        return parts.getFirst().voxels();
    }

    @Override
    public float[] trial(int trial) throws IOException {
        ResponseTable.require(this, trial);
        int before = 0;
        for (ResponseTable part : parts) {
            if (trial < before + part.trials()) {
                return part.trial(trial - before);
            }
            before += part.trials();
        }
        throw new IllegalStateException("trial " + trial + " lies in none of " + parts.size() + " tables");
    }

    @Override
    public void close() throws IOException {
        for (ResponseTable part : parts) {
            part.close();
        }
    }
}
