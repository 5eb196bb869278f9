package org.topostream.trainer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.topostream.factortopy.encoder.Normaliser;

/// Mean and spread of each voxel over the training responses so far, never over those to come.
///
/// The spread of few trials is drawn toward the spread of the average voxel, worth [#PRIOR_TRIALS] trials.
final class RunningNormaliser {
    private static final double PRIOR_TRIALS = 10;

    private final double[] sums;
    private final double[] squares;
    private long count;

    RunningNormaliser(int voxels) {
        sums = new double[voxels];
        squares = new double[voxels];
    }

    /// Reads what [#toBytes()] wrote.
    /// @throws IllegalArgumentException where the bytes are of another number of voxels
    static RunningNormaliser fromBytes(int voxels, byte[] published) {
        byte[] bytes = VersionedBytes.content("voxels' statistics", published);
        if (bytes.length != bytes(voxels)) {
            throw new IllegalArgumentException("expected the statistics of " + voxels + " voxels in " + bytes(voxels)
                    + " bytes, got " + bytes.length);
        }
        RunningNormaliser normaliser = new RunningNormaliser(voxels);
        ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        normaliser.count = from.getLong();
        from.asDoubleBuffer().get(normaliser.sums).get(normaliser.squares);
        return normaliser;
    }

    /// The sums as they are, so that another goes on to the bit: the count as int64, then the sums and the sums of
    /// squares `[N]` as float64, little endian.
    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(bytes(sums.length)).order(ByteOrder.LITTLE_ENDIAN).putLong(count);
        bytes.asDoubleBuffer().put(sums).put(squares);
        return VersionedBytes.of(bytes.array());
    }

    private static int bytes(int voxels) {
        return Long.BYTES + 2 * voxels * Double.BYTES;
    }

    /// @param response `[N]`
    void add(float[] response) {
        change(response, 1);
    }

    /// Takes out what was added before.
    /// @param response `[N]`
    void remove(float[] response) {
        change(response, -1);
    }

    private void change(float[] response, int sign) {
        count += sign;
        for (int voxel = 0; voxel < sums.length; voxel++) {
            double value = response[voxel];
            sums[voxel] += sign * value;
            squares[voxel] += sign * value * value;
        }
    }

    /// As of now; mean 0 and spread 1 before the first response.
    Normaliser normaliser() {
        int voxels = sums.length;
        float[] mean = new float[voxels];
        float[] spread = new float[voxels];
        double[] deviations = new double[voxels];
        double pooled = 0;
        for (int voxel = 0; voxel < voxels; voxel++) {
            double centre = count == 0 ? 0 : sums[voxel] / count;
            mean[voxel] = (float) centre;
            deviations[voxel] = Math.max(0, squares[voxel] - count * centre * centre);
            pooled += deviations[voxel] / voxels;
        }
        double variance = count < 2 || pooled == 0 ? 1 : pooled / (count - 1);
        for (int voxel = 0; voxel < voxels; voxel++) {
            spread[voxel] = (float) Math.sqrt((deviations[voxel] + PRIOR_TRIALS * variance)
                    / (Math.max(0, count - 1) + PRIOR_TRIALS));
        }
        return new Normaliser(mean, spread);
    }
}
