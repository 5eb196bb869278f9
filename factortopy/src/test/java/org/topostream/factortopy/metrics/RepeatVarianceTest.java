package org.topostream.factortopy.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.topostream.schemas.Cases;

/// Expected numbers are NumPy 2.4's on the same trials: `total = trials.var(0, ddof=1)` of all of them,
/// `noise = sum(((x - x.mean(0))**2).sum(0) for x in stimuli) / sum(len(x) - 1 for x in stimuli)`, and the Natural
/// Scenes Dataset's formulas of these.
class RepeatVarianceTest {
    private static final int STIMULI = 12;
    private static final int VOXELS = 3;
    private static final float[] NCSNR = {1.63350752f, 3.513684346f, 6.27713609f};

    /// The stimulus has one to four trials.
    private static List<float[]> stimulus(int number) {
        List<float[]> trials = new ArrayList<>();
        for (int trial = 0; trial < 1 + number % 4; trial++) {
            float[] response = new float[VOXELS];
            for (int voxel = 0; voxel < VOXELS; voxel++) {
                response[voxel] = (float) ((1 + voxel) * Math.sin(2.1 * number + voxel)
                        + 0.6 * Math.cos(3.7 * number + 5.3 * trial + 1.9 * voxel) + 2 * voxel);
            }
            trials.add(response);
        }
        return trials;
    }

    private static RepeatVariance all() {
        RepeatVariance variance = new RepeatVariance(VOXELS);
        for (int number = 0; number < STIMULI; number++) {
            variance.replace(List.of(), stimulus(number));
        }
        return variance;
    }

    @Test
    void separatesSignalFromNoiseOverMixedNumbersOfTrials() {
        RepeatVariance variance = all();

        assertEquals(30, variance.trials());
        assertEquals(18, variance.degreesOfFreedom());
        assertArrayEquals(new float[]{0.148905697f, 0.162260968f, 0.13255121f}, variance.noiseVariance(), 1e-6f);
        assertArrayEquals(new float[]{0.397332043f, 2.003270295f, 5.222840756f}, variance.signalVariance(), 1e-5f);
        assertArrayEquals(NCSNR, variance.ncsnr(), 1e-5f);
    }

    @Test
    void theCeilingRisesWithTheTrialsThatAreAveraged() {
        RepeatVariance variance = all();

        assertArrayEquals(new float[]{0.852876099f, 0.961806143f, 0.98754697f}, variance.ceiling(1), 1e-6f);
        assertArrayEquals(new float[]{0.942842024f, 0.98676768f, 0.995796793f}, variance.ceiling(3), 1e-6f);
    }

    /// `ncsnr**2 / (ncsnr**2 + (7/3 + 4/2 + 5/1) / (7 + 4 + 5))`.
    @Test
    void explainableVarianceCountsStimuliByTheirTrials() {
        float[] explainable = RepeatVariance.explainable(NCSNR, new int[]{5, 4, 7});

        assertArrayEquals(new float[]{0.820605562f, 0.954882876f, 0.985411477f}, explainable, 1e-6f);
    }

    @Test
    void explainableVarianceIsDefinedWithoutSignalAndWithoutNoise() {
        float[] explainable = RepeatVariance.explainable(new float[]{0, Float.POSITIVE_INFINITY, Float.NaN},
                new int[]{0, 2});

        assertArrayEquals(new float[]{0, 1, Float.NaN}, explainable);
    }

    @Test
    void nothingIsKnownWhileNoStimulusHasARepeat() {
        RepeatVariance variance = new RepeatVariance(1);
        variance.replace(List.of(), List.of(new float[]{1}));
        variance.replace(List.of(), List.of(new float[]{2}));

        assertArrayEquals(new float[]{Float.NaN}, variance.noiseVariance());
        assertArrayEquals(new float[]{Float.NaN}, variance.signalVariance());
        assertArrayEquals(new float[]{Float.NaN}, variance.ncsnr());
        assertArrayEquals(new float[]{Float.NaN}, variance.ceiling(1));
    }

    @Test
    void theCeilingIsZeroWhereThereIsNoiseAlone() {
        RepeatVariance variance = new RepeatVariance(1);
        variance.replace(List.of(), List.of(new float[]{-1}, new float[]{1}));
        variance.replace(List.of(), List.of(new float[]{1}, new float[]{-1}));

        assertArrayEquals(new float[]{2}, variance.noiseVariance());
        assertArrayEquals(new float[]{0}, variance.signalVariance());
        assertArrayEquals(new float[]{0}, variance.ceiling(1));
    }

    @Test
    void theCeilingIsOneWhereRepeatsDoNotDiffer() {
        RepeatVariance variance = new RepeatVariance(1);
        variance.replace(List.of(), List.of(new float[]{1}, new float[]{1}));
        variance.replace(List.of(), List.of(new float[]{2}, new float[]{2}));

        assertArrayEquals(new float[]{Float.POSITIVE_INFINITY}, variance.ncsnr());
        assertArrayEquals(new float[]{1}, variance.ceiling(1));
    }

    @Test
    void thereIsNoCeilingWhereAllTrialsAreTheSame() {
        RepeatVariance variance = new RepeatVariance(1);
        variance.replace(List.of(), List.of(new float[]{0.1f}, new float[]{0.1f}, new float[]{0.1f}));

        assertArrayEquals(new float[]{Float.NaN}, variance.ceiling(1));
    }

    @Test
    void goesOnFromItsSums() {
        RepeatVariance before = new RepeatVariance(VOXELS);
        before.replace(List.of(), stimulus(0));

        RepeatVariance after = RepeatVariance.fromSums(VOXELS, before.sums());

        for (int number = 1; number < STIMULI; number++) {
            after.replace(List.of(), stimulus(number));
        }
        assertArrayEquals(all().sums(), after.sums());
    }

    @Test
    void nothingIsLeftOnceAllTrialsAreGone() {
        RepeatVariance variance = all();
        for (int number = 0; number < STIMULI; number++) {
            variance.replace(stimulus(number), List.of());
        }

        assertArrayEquals(new RepeatVariance(VOXELS).sums(), variance.sums());
    }

    /// Repeats come, are revised and are taken back in any order.
    @Test
    void revisionsLeaveWhatABatchComputationGives() {
        Cases.run(200, (random, number) -> {
            List<List<float[]>> stimuli = new ArrayList<>();
            RepeatVariance variance = new RepeatVariance(VOXELS);
            stimuli.add(List.of(drawn(random, 0), drawn(random, 0)));
            variance.replace(List.of(), stimuli.getFirst());
            for (int step = 0; step < 60; step++) {
                if (random.nextInt(3) == 0) {
                    stimuli.add(List.of());
                }
                int which = random.nextInt(stimuli.size());
                List<float[]> changed = changed(stimuli.get(which), random, which);
                variance.replace(stimuli.get(which), changed);
                stimuli.set(which, changed);
            }

            float[] noise = variance.noiseVariance();
            float[] ceiling = variance.ceiling(2);

            for (int voxel = 0; voxel < VOXELS; voxel++) {
                double expectedNoise = noise(stimuli, voxel);
                double signal = Math.max(0, total(stimuli, voxel) - expectedNoise);
                assertEquals(expectedNoise, noise[voxel], 1e-6 * expectedNoise);
                assertEquals(Math.sqrt(signal / (signal + expectedNoise / 2)), ceiling[voxel], 1e-6);
            }
        });
    }

    /// With another trial, or one of its trials revised or gone. The first stimulus keeps a repeat.
    private static List<float[]> changed(List<float[]> trials, Random random, int number) {
        List<float[]> changed = new ArrayList<>(trials);
        int what = random.nextInt(4);
        if (what == 0 && trials.size() > (number == 0 ? 2 : 0)) {
            changed.remove(random.nextInt(trials.size()));
        } else if (what == 1 && !trials.isEmpty()) {
            changed.set(random.nextInt(trials.size()), drawn(random, number));
        } else {
            changed.add(drawn(random, number));
        }
        return changed;
    }

    private static float[] drawn(Random random, int stimulus) {
        float[] response = new float[VOXELS];
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            response[voxel] = (float) (5 * voxel + Math.sin(stimulus + voxel) + random.nextGaussian());
        }
        return response;
    }

    private static double noise(List<List<float[]>> stimuli, int voxel) {
        double squares = 0;
        int freedom = 0;
        for (List<float[]> trials : stimuli) {
            squares += squares(trials, voxel);
            freedom += Math.max(0, trials.size() - 1);
        }
        return squares / freedom;
    }

    private static double total(List<List<float[]>> stimuli, int voxel) {
        List<float[]> trials = stimuli.stream().flatMap(List::stream).toList();
        return squares(trials, voxel) / (trials.size() - 1);
    }

    private static double squares(List<float[]> trials, int voxel) {
        double mean = trials.stream().mapToDouble(trial -> trial[voxel]).average().orElse(0);
        return trials.stream().mapToDouble(trial -> (trial[voxel] - mean) * (trial[voxel] - mean)).sum();
    }

    @Test
    void refusesToTakeOutWhatIsNotThere() {
        RepeatVariance variance = new RepeatVariance(1);
        variance.replace(List.of(), List.of(new float[]{1}));

        IllegalStateException refused = assertThrows(IllegalStateException.class,
                () -> variance.replace(List.of(new float[]{1}, new float[]{2}), List.of()));

        assertEquals("expected a stimulus of at most 1 trials before, got 2", refused.getMessage());
        assertEquals(1, variance.trials());
    }

    @Test
    void countsNothingWhereAValueIsNotFinite() {
        RepeatVariance variance = all();

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> variance.replace(stimulus(0), List.of(new float[]{1, Float.NaN, 0})));

        assertEquals("voxel 1 of the trial after: expected a finite number, got NaN", refused.getMessage());
        assertArrayEquals(all().sums(), variance.sums());
    }

    @Test
    void refusesSumsOfOtherVoxels() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> RepeatVariance.fromSums(2, new double[5]));

        assertEquals("expected at least 1 voxel, 2 sums and 3 for each voxel, got 2 voxels and 5 sums",
                refused.getMessage());
    }

    @Test
    void refusesCountsWithoutAStimulus() {
        assertThrows(IllegalArgumentException.class, () -> RepeatVariance.explainable(NCSNR, new int[]{0, 0}));
        assertThrows(IllegalArgumentException.class, () -> RepeatVariance.explainable(NCSNR, new int[]{3, -1}));
        assertThrows(IllegalArgumentException.class, () -> new RepeatVariance(1).ceiling(0));
    }
}
