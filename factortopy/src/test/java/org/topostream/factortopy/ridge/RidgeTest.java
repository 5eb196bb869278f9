package org.topostream.factortopy.ridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Expected numbers are scikit-learn 1.9's, on the same data: `Ridge(alpha)` with its intercept, the alpha of least
/// squared error over `np.arange(30) % 5 == fold`, each voxel's error over its variance.
class RidgeTest {
    private static final int TRIALS = 30;
    private static final int MANY_TRIALS = 600;
    private static final int FEATURES = 7;
    private static final int VOXELS = 3;
    private static final double[] PENALTIES = {0.01, 0.3, 3, 30, 300};

    @Test
    void choosesThePenaltyAndPredictsAsScikitLearn() {
        Ridge ridge = Ridge.fit(features(TRIALS), responses(TRIALS), PENALTIES, 5);

        float[] unseen = ridge.predict(new float[][]{unseen()})[0];

        assertEquals(0.3, ridge.penalty());
        assertArrayEquals(new float[]{3.1427477f, -1.4060956f, -0.1859230f}, unseen, 1e-4f);
        assertArrayEquals(new float[]{3.9001506f, -0.8640645f, 0.0609447f}, ridge.predict(features(TRIALS))[0], 1e-4f);
    }

    @Test
    void predictsAsScikitLearnFromManyTrials() {
        Ridge ridge = Ridge.fit(features(MANY_TRIALS), responses(MANY_TRIALS), PENALTIES, 5);

        float[] unseen = ridge.predict(new float[][]{unseen()})[0];

        assertEquals(0.3, ridge.penalty());
        assertArrayEquals(new float[]{3.7489035f, -1.5091986f, -0.2128342f}, unseen, 1e-3f);
    }

    @Test
    void aHeavyPenaltyLeavesTheMean() {
        Ridge ridge = Ridge.fit(features(TRIALS), responses(TRIALS), new double[]{1e9}, 5);

        float[] unseen = ridge.predict(new float[][]{unseen()})[0];

        float[] mean = new float[VOXELS];
        for (float[] response : responses(TRIALS)) {
            for (int voxel = 0; voxel < VOXELS; voxel++) {
                mean[voxel] += response[voxel] / TRIALS;
            }
        }
        assertArrayEquals(mean, unseen, 1e-3f);
    }

    @Test
    void saysWhatDoesNotFit() {
        float[][] features = features(TRIALS);
        float[][] fewer = {responses(TRIALS)[0]};

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Ridge.fit(features, fewer, PENALTIES, 5));

        assertTrue(refused.getMessage().contains("30 features and 1 responses"), refused.getMessage());
    }

    private static float[][] features(int trials) {
        float[][] features = new float[trials][FEATURES];
        for (int trial = 0; trial < trials; trial++) {
            for (int p = 0; p < FEATURES; p++) {
                features[trial][p] = (float) feature(trial, p);
            }
        }
        return features;
    }

    private static double feature(int trial, int p) {
        double i = trial * FEATURES + p;
        return Math.sin(0.37 * i * i) + 0.1 * p;
    }

    private static float[][] responses(int trials) {
        double[] offsets = {3, -2, 0};
        float[][] responses = new float[trials][VOXELS];
        for (int trial = 0; trial < trials; trial++) {
            for (int voxel = 0; voxel < VOXELS; voxel++) {
                double j = trial * VOXELS + voxel;
                double sum = offsets[voxel] + 0.5 * Math.sin(0.91 * j * j);
                for (int p = 0; p < FEATURES; p++) {
                    sum += feature(trial, p) * Math.cos(p * VOXELS + voxel);
                }
                responses[trial][voxel] = (float) sum;
            }
        }
        return responses;
    }

    private static float[] unseen() {
        float[] unseen = new float[FEATURES];
        for (int p = 0; p < FEATURES; p++) {
            unseen[p] = (float) Math.cos(0.8 * p);
        }
        return unseen;
    }
}
