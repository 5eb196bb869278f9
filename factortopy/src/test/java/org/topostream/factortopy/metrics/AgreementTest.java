package org.topostream.factortopy.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.topostream.schemas.Cases;

/// Expected numbers are NumPy 2.4's on the same 25 trials: `r = np.corrcoef(p, r)[0, 1]`, its square, and
/// `1 - ((p - r)**2).sum() / ((r - r.mean())**2).sum()`.
class AgreementTest {
    private static final int TRIALS = 25;
    private static final int VOXELS = 3;

    private static float[] prediction(int t) {
        return new float[]{(float) Math.sin(0.7 * t), (float) (Math.cos(0.3 * t) + 0.1 * t),
                (float) Math.sin(0.2 * t * t)};
    }

    private static float[] response(int t) {
        return new float[]{(float) (Math.sin(0.7 * t) + 0.5 * Math.cos(1.9 * t)),
                (float) (-Math.cos(0.3 * t) + 0.2 * Math.sin(t)), (float) (3 + 2 * Math.cos(1.3 * t))};
    }

    private static Agreement agreement() {
        Agreement agreement = new Agreement(VOXELS);
        for (int t = 0; t < TRIALS; t++) {
            agreement.add(prediction(t), response(t));
        }
        return agreement;
    }

    @Test
    void rSquaredIsTheSquareOfPearson() {
        float[] squared = agreement().rSquared();

        assertArrayEquals(new float[]{0.88602949f, -0.77995586f, -0.13599393f}, agreement().pearson(), 1e-6f);
        assertArrayEquals(new float[]{0.78504825f, 0.60833114f, 0.01849435f}, squared, 1e-6f);
    }

    @Test
    void r2IsNotTheSquareOfPearson() {
        float[] r2 = agreement().r2();

        assertArrayEquals(new float[]{0.78385282f, -8.84281408f, -4.24216055f}, r2, 1e-5f);
    }

    @Test
    void rSquaredIsNotANumberWherePearsonIsNone() {
        Agreement agreement = new Agreement(1);
        agreement.add(new float[]{1}, new float[]{2});
        agreement.add(new float[]{3}, new float[]{2});

        float[] squared = agreement.rSquared();

        assertEquals(Float.NaN, squared[0]);
    }

    @Test
    void trialsThatCameAndWentLeaveNoTrace() {
        Cases.run(100, (random, number) -> {
            List<float[]> predictions = new ArrayList<>();
            List<float[]> responses = new ArrayList<>();
            Agreement agreement = new Agreement(VOXELS);
            for (int step = 0; step < 60; step++) {
                if (predictions.size() > 3 && random.nextInt(3) == 0) {
                    int removed = random.nextInt(predictions.size());
                    agreement.remove(predictions.remove(removed), responses.remove(removed));
                } else {
                    predictions.add(drawn(random));
                    responses.add(drawn(random));
                    agreement.add(predictions.getLast(), responses.getLast());
                }
            }

            float[] squared = agreement.rSquared();

            for (int voxel = 0; voxel < VOXELS; voxel++) {
                double r = Correlation.pearson(column(predictions, voxel), column(responses, voxel));
                assertEquals(r * r, squared[voxel], 1e-6);
            }
        });
    }

    private static float[] drawn(Random random) {
        float[] values = new float[VOXELS];
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            values[voxel] = (float) (10 * voxel + random.nextGaussian());
        }
        return values;
    }

    private static float[] column(List<float[]> rows, int voxel) {
        float[] column = new float[rows.size()];
        for (int row = 0; row < column.length; row++) {
            column[row] = rows.get(row)[voxel];
        }
        return column;
    }
}
