package org.topostream.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.encoder.Normaliser;

class RunningNormaliserTest {
    private static final int VOXELS = 3;
    private static final int PRIOR_TRIALS = 10;

    private static List<float[]> responses(int count) {
        SplittableRandom random = new SplittableRandom(count);
        List<float[]> responses = new ArrayList<>();
        for (int trial = 0; trial < count; trial++) {
            responses.add(new float[]{(float) random.nextGaussian(), (float) random.nextGaussian(5000, 20),
                    (float) random.nextGaussian(-3, 0.01)});
        }
        return responses;
    }

    private static RunningNormaliser of(List<float[]> responses) {
        RunningNormaliser normaliser = new RunningNormaliser(VOXELS);
        responses.forEach(normaliser::add);
        return normaliser;
    }

    /// In two passes over all responses.
    private static void assertTwoPass(List<float[]> responses, Normaliser actual) {
        double[] deviations = new double[VOXELS];
        double pooled = 0;
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            int at = voxel;
            double mean = responses.stream().mapToDouble(response -> response[at]).average().orElseThrow();
            deviations[voxel] = responses.stream().mapToDouble(response -> Math.pow(response[at] - mean, 2)).sum();
            pooled += deviations[voxel] / VOXELS / (responses.size() - 1);
            assertEquals(mean, actual.mean()[voxel], 1e-6 * Math.abs(mean), "mean of voxel " + voxel);
        }
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            double spread = Math.sqrt((deviations[voxel] + PRIOR_TRIALS * pooled)
                    / (responses.size() - 1 + PRIOR_TRIALS));
            assertEquals(spread, actual.spread()[voxel], 1e-5 * spread, "spread of voxel " + voxel);
        }
    }

    @Test
    void agreesWithTwoPassesAtEveryTrial() {
        List<float[]> responses = responses(40);
        RunningNormaliser normaliser = new RunningNormaliser(VOXELS);
        for (int trials = 1; trials <= responses.size(); trials++) {
            normaliser.add(responses.get(trials - 1));

            // What is still to come has no part in it.
            if (trials > 1) {
                assertTwoPass(responses.subList(0, trials), normaliser.normaliser());
            }
        }
    }

    @Test
    void leavesZScoresAloneBeforeTheFirstTrial() {
        Normaliser normaliser = new RunningNormaliser(VOXELS).normaliser();

        assertArrayEquals(new float[VOXELS], normaliser.mean());
        assertArrayEquals(new float[]{1, 1, 1}, normaliser.spread());
    }

    @Test
    void oneTrialSaysNothingOfTheSpread() {
        Normaliser normaliser = of(responses(1)).normaliser();

        assertArrayEquals(responses(1).getFirst(), normaliser.mean());
        assertArrayEquals(new float[]{1, 1, 1}, normaliser.spread());
    }

    @Test
    void aVoxelWithoutVarianceKeepsASpread() {
        RunningNormaliser normaliser = of(List.of(new float[]{1, 2, 7}, new float[]{3, 2, 9}));

        assertEquals(2, normaliser.normaliser().mean()[1]);
        assertEquals(Math.sqrt(10 * (4 / 3.0) / 11), normaliser.normaliser().spread()[1], 1e-6);
    }

    @Test
    void aRevisionIsAsIfItHadBeenTheFirst() {
        List<float[]> responses = responses(20);
        RunningNormaliser normaliser = of(responses);

        normaliser.remove(responses.get(4));
        normaliser.add(new float[]{9, 4900, -2.98f});

        List<float[]> revised = new ArrayList<>(responses);
        revised.set(4, new float[]{9, 4900, -2.98f});
        assertTwoPass(revised, normaliser.normaliser());
    }

    @Test
    void goesOnToTheBitFromItsBytes() {
        List<float[]> responses = responses(30);
        RunningNormaliser uninterrupted = of(responses);
        RunningNormaliser resumed = RunningNormaliser.fromBytes(VOXELS, of(responses.subList(0, 17)).toBytes());

        responses.subList(17, 30).forEach(resumed::add);

        assertArrayEquals(uninterrupted.toBytes(), resumed.toBytes());
        assertArrayEquals(uninterrupted.normaliser().spread(), resumed.normaliser().spread());
    }

    @Test
    void refusesBytesOfOtherVoxels() {
        byte[] bytes = new RunningNormaliser(VOXELS).toBytes();

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> RunningNormaliser.fromBytes(VOXELS + 1, bytes));

        assertEquals("expected the statistics of 4 voxels in 72 bytes, got 56", e.getMessage());
    }

    @Test
    void readsWhatTrainersWroteBeforeThereWereVersions() {
        ByteBuffer old = ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN).putLong(2).putDouble(4).putDouble(6)
                .putDouble(8).putDouble(10).putDouble(20).putDouble(34);

        Normaliser normaliser = RunningNormaliser.fromBytes(VOXELS, old.array()).normaliser();

        assertArrayEquals(new float[]{2, 3, 4}, normaliser.mean());
    }

    @Test
    void refusesStatisticsOfALaterVersion() {
        byte[] later = new RunningNormaliser(VOXELS).toBytes();
        later[4] = 2;

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> RunningNormaliser.fromBytes(VOXELS, later));

        assertTrue(e.getMessage().startsWith("the voxels' statistics are of format version 2"), e.getMessage());
    }
}
