package org.topostream.producers.dataset.table;

import java.io.IOException;
import java.nio.file.Path;

import org.topostream.factortopy.surface.MghFrames;

/// Responses of chosen vertices in an `.mgh` file, a frame for each trial.
public final class MghResponses implements ResponseTable {
    private final MghFrames frames;
    private final int[] vertices;
    private final float divisor;

    private MghResponses(MghFrames frames, int[] vertices, float divisor) {
        this.frames = frames;
        this.vertices = vertices;
        this.divisor = divisor;
    }

    /// @param vertices `[N]` which are voxels
    /// @param all      V of the surface
    /// @param divisor  of whole numbers; others are taken as they are
    /// @throws IOException where the file is absent, no such file, or of another surface
    public static MghResponses open(Path file, int[] vertices, int all, float divisor) throws IOException {
        MghFrames frames = MghFrames.open(file);
        if (frames.vertices() != all) {
            frames.close();
            throw new IOException(file + ": expected " + all + " vertices, as the surface has, got "
                    + frames.vertices());
        }
        return new MghResponses(frames, vertices.clone(), frames.isWhole() ? divisor : 1);
    }

    @Override
    public int trials() {
        return frames.frames();
    }

    @Override
    public int voxels() {
        return vertices.length;
    }

    @Override
    public float[] trial(int trial) throws IOException {
        float[] frame = frames.frame(trial);
        float[] values = new float[vertices.length];
        for (int voxel = 0; voxel < values.length; voxel++) {
            values[voxel] = frame[vertices[voxel]] / divisor;
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
