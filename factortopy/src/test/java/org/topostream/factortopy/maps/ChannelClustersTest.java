package org.topostream.factortopy.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class ChannelClustersTest {
    private static final int GROUPS = 20;
    private static final int VOXELS = 1_000;
    private static final int WIDTH = 21;
    private static final long SEED = 3;

    /// Voxel `n` reads mostly channel `n % 20`, some more and some less of it.
    private static float[] planted(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] readouts = new float[VOXELS * WIDTH];
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            double length = random.nextDouble(0.1, 10);
            for (int d = 0; d < WIDTH; d++) {
                double value = (d == voxel % GROUPS ? 1 : 0) + 0.05 * random.nextGaussian();
                readouts[voxel * WIDTH + d] = (float) (length * value);
            }
        }
        return readouts;
    }

    private static ChannelClusters cold(float[] readouts) {
        return ChannelClusters.of(readouts, VOXELS, WIDTH, Optional.empty(), SEED);
    }

    /// Renumbered by the first voxel of each.
    private static int[] byFirstVoxel(byte[] labels) {
        Map<Byte, Integer> numbers = new HashMap<>();
        int[] renumbered = new int[labels.length];
        for (int voxel = 0; voxel < labels.length; voxel++) {
            numbers.putIfAbsent(labels[voxel], numbers.size());
            renumbered[voxel] = numbers.get(labels[voxel]);
        }
        return renumbered;
    }

    private static int[] groups() {
        int[] groups = new int[VOXELS];
        Arrays.setAll(groups, voxel -> voxel % GROUPS);
        return groups;
    }

    @Test
    void findsTheGroupsThatWerePlanted() {
        ChannelClusters clusters = cold(planted(1));

        assertArrayEquals(groups(), byFirstVoxel(clusters.labels()));
    }

    /// Expected clusters are those of SciPy 1.17 on the readouts divided by their lengths,
    /// `fcluster(linkage(directions, "ward"), 20, "maxclust")`: with fewer voxels than centres, every voxel is its own.
    @Test
    void agreesWithSciPyWhereEveryVoxelIsACentre() {
        int voxels = 60;
        int width = 6;
        float[] readouts = new float[voxels * width];
        for (int n = 0; n < voxels; n++) {
            for (int d = 0; d < width; d++) {
                readouts[n * width + d] = (float) Math.sin(1.7 * n + 2.3 * d + 0.31 * n * d);
            }
        }

        ChannelClusters clusters = ChannelClusters.of(readouts, voxels, width, Optional.empty(), SEED);

        assertArrayEquals(new int[]{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 11, 13, 14, 15, 16, 17, 18, 1, 2, 3, 4, 3,
                2, 1, 18, 17, 16, 15, 14, 13, 11, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 17, 16, 15, 19, 13, 11, 12,
                11, 10, 19, 15, 16, 17}, byFirstVoxel(clusters.labels()));
    }

    @Test
    void isTheSameEachTime() {
        ChannelClusters again = cold(planted(1));

        assertArrayEquals(cold(planted(1)).state().toBytes(), again.state().toBytes());
    }

    @Test
    void keepsLabelsWhileReadoutsMove() {
        ChannelClusters before = cold(planted(1));

        ChannelClusters after = ChannelClusters.of(planted(2), VOXELS, WIDTH, Optional.of(before.state()), SEED + 1);

        assertArrayEquals(before.labels(), after.labels());
    }

    @Test
    void takesOverWhateverLabelsWereGivenBefore() {
        ChannelClusters before = cold(planted(1));
        byte[] turned = before.labels().clone();
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            turned[voxel] = (byte) (GROUPS - 1 - turned[voxel]);
        }

        ChannelClusters after = ChannelClusters.of(planted(1), VOXELS, WIDTH,
                Optional.of(new ChannelClusters.Previous(WIDTH, before.state().centres(), turned)), SEED);

        assertArrayEquals(turned, after.labels());
    }

    @Test
    void aClusterKeepsItsLabelWhereAFewVoxelsLeaveIt() {
        float[] readouts = planted(1);
        ChannelClusters before = cold(readouts);
        float[] moved = readouts.clone();
        System.arraycopy(readouts, WIDTH, moved, 0, WIDTH); // voxel 0 now reads what voxel 1 reads

        ChannelClusters after = ChannelClusters.of(moved, VOXELS, WIDTH, Optional.of(before.state()), SEED);

        byte[] expected = before.labels().clone();
        expected[0] = expected[1];
        assertNotEquals(before.labels()[0], expected[0]);
        assertArrayEquals(expected, after.labels());
    }

    @Test
    void readoutsOfAnUntrainedEncoderAreAllLabelledZero() {
        ChannelClusters clusters = cold(new float[VOXELS * WIDTH]);

        assertArrayEquals(new byte[VOXELS], clusters.labels());
        assertArrayEquals(new float[VOXELS], clusters.map().values());
    }

    @Test
    void findsGroupsAfterAnUntrainedEncoder() {
        ChannelClusters untrained = cold(new float[VOXELS * WIDTH]);

        ChannelClusters trained = ChannelClusters.of(planted(1), VOXELS, WIDTH, Optional.of(untrained.state()), SEED);

        assertArrayEquals(groups(), byFirstVoxel(trained.labels()));
    }

    @Test
    void readoutsThatAreZeroDisturbNoOthers() {
        float[] readouts = planted(1);
        int from = VOXELS / 2;
        Arrays.fill(readouts, from * WIDTH, readouts.length, 0);

        ChannelClusters clusters = cold(readouts);

        assertArrayEquals(Arrays.copyOf(groups(), from), byFirstVoxel(Arrays.copyOf(clusters.labels(), from)));
        assertArrayEquals(new byte[VOXELS - from], Arrays.copyOfRange(clusters.labels(), from, VOXELS));
    }

    @Test
    void fewVoxelsAreFewClusters() {
        ChannelClusters clusters = ChannelClusters.of(new float[]{1, 0, 0, 1, 2, 0}, 3, 2, Optional.empty(), SEED);

        assertArrayEquals(new int[]{0, 1, 0}, byFirstVoxel(clusters.labels()));
    }

    @Test
    void aStateOfOtherSizesIsAsNone() {
        ChannelClusters other = ChannelClusters.of(new float[]{1, 0, 0, 1, 2, 0}, 3, 2, Optional.empty(), SEED);

        ChannelClusters clusters = ChannelClusters.of(planted(1), VOXELS, WIDTH, Optional.of(other.state()), SEED);

        assertArrayEquals(cold(planted(1)).labels(), clusters.labels());
    }

    @Test
    void theMapHasTheLabels() {
        ChannelClusters clusters = cold(planted(1));

        MapValues map = clusters.map();

        assertEquals("channels", map.kind());
        assertEquals("tab20", map.colours());
        assertEquals(19, map.maximum());
        assertEquals(VOXELS, map.values().length);
        assertEquals(clusters.labels()[7], map.values()[7]);
    }

    @Test
    void refusesReadoutsOfAnotherSize() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> ChannelClusters.of(new float[5], 3, 2, Optional.empty(), SEED));

        assertEquals("expected readouts of at least 1 voxel and channel, got 5 values for 3 voxels and 2 channels",
                refused.getMessage());
    }
}
