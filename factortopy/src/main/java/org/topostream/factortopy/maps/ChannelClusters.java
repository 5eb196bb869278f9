package org.topostream.factortopy.maps;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Voxels grouped by which channels they read: the channel map of *Brain Decodes Deep Nets*. Readouts are
/// brought to 100 centres by the cosine, and those to 20 clusters by Ward's agglomeration, each centre weighing as much
/// as it has voxels. Clusters are named after those of the encoder before, so that colours stay where they are.
///
/// @param state what the map is, and what the next one begins with
public record ChannelClusters(Previous state) {
    /// Most clusters of a map.
    public static final int CLUSTERS = 20;
    private static final int CENTRES = 100;
    private static final int COLD_ITERATIONS = 10;
    private static final int WARM_ITERATIONS = 3;

    /// Groups voxels. The result is the same each time.
    /// @param readouts `[N, D]`, the encoder's parameter `weight`; a voxel whose readout is all zero gets the label 0
    /// @param voxels   `N`
    /// @param width    `D`
    /// @param previous what the map before left; as none where it is of other sizes
    /// @param seed     of the centres that are drawn
    /// @throws IllegalArgumentException where the sizes do not fit or a readout is not finite
    public static ChannelClusters of(float[] readouts, int voxels, int width, Optional<Previous> previous, long seed) {
        if (voxels < 1 || width < 1 || readouts.length != (long) voxels * width) {
            throw new IllegalArgumentException("expected readouts of at least 1 voxel and channel, got "
                    + readouts.length + " values for " + voxels + " voxels and " + width + " channels");
        }
        Optional<Previous> last = previous.filter(state -> state.width() == width && state.labels().length == voxels);
        float[] start = last.map(Previous::centres).orElse(new float[0]);
        CosineKMeans means = CosineKMeans.fit(Directions.of(readouts, voxels, width),
                Directions.of(start, start.length / width, width), Math.min(CENTRES, voxels),
                start.length > 0 ? WARM_ITERATIONS : COLD_ITERATIONS, seed);
        int[] clusters = ofVoxels(means);
        int[] names = last.map(state -> namesBefore(clusters, state.labels()))
                .orElseGet(() -> IntStream.range(0, CLUSTERS).toArray());
        byte[] labels = new byte[voxels];
        for (int voxel = 0; voxel < voxels; voxel++) {
            labels[voxel] = clusters[voxel] == WardClusters.NONE ? 0 : (byte) names[clusters[voxel]];
        }
        return new ChannelClusters(new Previous(width, joined(means.centres(), width), labels));
    }

    /// Each voxel's cluster `[N]`, 0 to 19.
    public byte[] labels() {
        return state.labels();
    }

    /// The labels as a map.
    public MapValues map() {
        float[] values = new float[labels().length];
        for (int voxel = 0; voxel < values.length; voxel++) {
            values[voxel] = labels()[voxel];
        }
        return new MapValues("channels", values, List.of(), "cluster of the readout, 0 to 19", 0, CLUSTERS - 1,
                "tab20");
    }

    private static int[] ofVoxels(CosineKMeans means) {
        int[] ofCentres = WardClusters.of(means.centres(), means.sizes(), CLUSTERS);
        int[] clusters = new int[means.nearest().length];
        for (int voxel = 0; voxel < clusters.length; voxel++) {
            int centre = means.nearest()[voxel];
            clusters[voxel] = centre == CosineKMeans.NONE ? WardClusters.NONE : ofCentres[centre];
        }
        return clusters;
    }

    /// For each cluster the label from before, all different, with which together they share the most voxels.
    private static int[] namesBefore(int[] clusters, byte[] before) {
        int[][] shared = new int[CLUSTERS][CLUSTERS];
        for (int voxel = 0; voxel < clusters.length; voxel++) {
            if (clusters[voxel] != WardClusters.NONE) {
                shared[clusters[voxel]][before[voxel]]++;
            }
        }
        return Assignment.of(shared);
    }

    private static float[] joined(List<float[]> centres, int width) {
        float[] joined = new float[centres.size() * width];
        for (int centre = 0; centre < centres.size(); centre++) {
            System.arraycopy(centres.get(centre), 0, joined, centre * width, width);
        }
        return joined;
    }

    /// What one map leaves to the next.
    ///
    /// @param width   `D`, at least 1
    /// @param centres `[k, D]`, each of length 1
    /// @param labels  each voxel's cluster `[N]`, 0 to 19
    public record Previous(int width, float[] centres, byte[] labels) {
        private static final byte VERSION = 1;
        private static final int HEADER = 1 + 3 * Integer.BYTES;

        /// @throws IllegalArgumentException where a size does not fit, a centre is not finite or a label is no cluster
        public Previous {
            if (width < 1 || centres.length % width != 0) {
                throw new IllegalArgumentException("expected centres of at least 1 channel, got " + centres.length
                        + " values for " + width + " channels");
            }
            for (float value : centres) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("expected finite centres, got " + value);
                }
            }
            for (byte label : labels) {
                if (label < 0 || label >= CLUSTERS) {
                    throw new IllegalArgumentException("expected labels from 0 to 19, got " + label);
                }
            }
        }

        /// As [#fromBytes] reads it, little-endian: a version (int8, 1), `D`, `k` and `N` (int32), the centres
        /// (float32) and the labels (int8).
        public byte[] toBytes() {
            ByteBuffer bytes = ByteBuffer.allocate(HEADER + Float.BYTES * centres.length + labels.length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.put(VERSION).putInt(width).putInt(centres.length / width).putInt(labels.length);
            for (float value : centres) {
                bytes.putFloat(value);
            }
            return bytes.put(labels).array();
        }

        /// Reads what [#toBytes] wrote.
        /// @throws IllegalArgumentException where the bytes are of another version, or damaged
        public static Previous fromBytes(byte[] bytes) {
            if (bytes.length < HEADER || bytes[0] != VERSION) {
                throw new IllegalArgumentException("not channel clusters: expected version " + VERSION + " and "
                        + HEADER + " bytes or more, got "
                        + (bytes.length == 0 ? "no bytes" : "version " + bytes[0] + " and " + bytes.length));
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int width = buffer.position(1).getInt();
            int count = buffer.getInt();
            int voxels = buffer.getInt();
            long values = (long) width * count;
            if (width < 1 || count < 0 || voxels < 0 || values > bytes.length
                    || HEADER + Float.BYTES * values + voxels != bytes.length) {
                throw new IllegalArgumentException("not channel clusters: " + count + " centres of " + width
                        + " channels and " + voxels + " labels do not fill its " + bytes.length + " bytes");
            }
            float[] centres = new float[(int) values];
            for (int i = 0; i < centres.length; i++) {
                centres[i] = buffer.getFloat();
            }
            byte[] labels = new byte[voxels];
            buffer.get(labels);
            return new Previous(width, centres, labels);
        }
    }
}
