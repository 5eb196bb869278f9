package org.topostream.factortopy.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class CosineKMeansTest {
    private static final int VOXELS = 700;
    private static final int WIDTH = 7;
    private static final long SEED = 5;

    /// No clusters in it, so that centres move for long.
    private static float[] noise() {
        SplittableRandom random = new SplittableRandom(11);
        float[] readouts = new float[VOXELS * WIDTH];
        for (int i = 0; i < readouts.length; i++) {
            readouts[i] = (float) random.nextGaussian();
        }
        return readouts;
    }

    private static Directions none(int width) {
        return Directions.of(new float[0], 0, width);
    }

    private static double cosine(float[] readouts, int voxel, float[] centre) {
        double product = 0;
        double squares = 0;
        for (int d = 0; d < WIDTH; d++) {
            product += (double) readouts[voxel * WIDTH + d] * centre[d];
            squares += (double) readouts[voxel * WIDTH + d] * readouts[voxel * WIDTH + d];
        }
        return product / Math.sqrt(squares);
    }

    private static double meanCosine(CosineKMeans means, float[] readouts) {
        double sum = 0;
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            sum += cosine(readouts, voxel, means.centres().get(means.nearest()[voxel]));
        }
        return sum / VOXELS;
    }

    @Test
    void everyVoxelHasTheCentreOfTheLargestCosine() {
        float[] readouts = noise();

        CosineKMeans means = CosineKMeans.fit(Directions.of(readouts, VOXELS, WIDTH), none(WIDTH), 30, 10, SEED);

        assertEquals(30, means.centres().size());
        assertEquals(VOXELS, Arrays.stream(means.sizes()).sum());
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            double own = cosine(readouts, voxel, means.centres().get(means.nearest()[voxel]));
            for (float[] centre : means.centres()) {
                assertTrue(own >= cosine(readouts, voxel, centre) - 1e-6, "voxel " + voxel);
            }
        }
    }

    @Test
    void centresComeNearerToTheirVoxelsAsTheyMove() {
        Directions voxels = Directions.of(noise(), VOXELS, WIDTH);

        CosineKMeans drawn = CosineKMeans.fit(voxels, none(WIDTH), 30, 0, SEED);
        CosineKMeans moved = CosineKMeans.fit(voxels, none(WIDTH), 30, 10, SEED);

        assertTrue(meanCosine(moved, noise()) > meanCosine(drawn, noise()) + 0.01,
                meanCosine(moved, noise()) + " after " + meanCosine(drawn, noise()));
    }

    @Test
    void isTheSameForTheSameSeed() {
        Directions voxels = Directions.of(noise(), VOXELS, WIDTH);

        CosineKMeans first = CosineKMeans.fit(voxels, none(WIDTH), 30, 10, SEED);
        CosineKMeans second = CosineKMeans.fit(voxels, none(WIDTH), 30, 10, SEED);

        assertArrayEquals(first.nearest(), second.nearest());
        assertArrayEquals(first.centres().toArray(), second.centres().toArray());
    }

    @Test
    void lengthsDoNotMatter() {
        float[] longer = noise();
        for (int i = 0; i < longer.length; i++) {
            longer[i] *= 1 << (i / WIDTH % 5); // powers of two round to the same directions
        }

        CosineKMeans means = CosineKMeans.fit(Directions.of(longer, VOXELS, WIDTH), none(WIDTH), 30, 10, SEED);

        assertArrayEquals(CosineKMeans.fit(Directions.of(noise(), VOXELS, WIDTH), none(WIDTH), 30, 10, SEED).nearest(),
                means.nearest());
    }

    @Test
    void drawsNoMoreCentresThanThereAreDirections() {
        Directions voxels = Directions.of(new float[]{1, 0, 3, 0, 0, 2, 0.5f, 0, 0, 0}, 5, 2);

        CosineKMeans means = CosineKMeans.fit(voxels, none(2), 4, 10, SEED);

        assertEquals(2, means.centres().size());
        assertEquals(means.nearest()[0], means.nearest()[1]);
        assertEquals(means.nearest()[0], means.nearest()[3]);
        assertEquals(1 - means.nearest()[0], means.nearest()[2]);
        assertEquals(CosineKMeans.NONE, means.nearest()[4]);
    }

    @Test
    void aCentreWithoutVoxelsMovesToTheFarthest() {
        Directions voxels = Directions.of(new float[]{1, 0, 1, 0.1f, 0.2f, 1}, 3, 2);
        Directions start = Directions.of(new float[]{1, 0, -1, 0}, 2, 2);

        CosineKMeans means = CosineKMeans.fit(voxels, start, 2, 3, SEED);

        assertArrayEquals(new int[]{0, 0, 1}, means.nearest());
        assertArrayEquals(new int[]{2, 1}, means.sizes());
    }

    @Test
    void voxelsThatAllPointNowhereHaveNoCentre() {
        CosineKMeans means = CosineKMeans.fit(Directions.of(new float[6], 3, 2),
                Directions.of(new float[]{1, 0}, 1, 2), 3, 3, SEED);

        assertArrayEquals(new int[]{CosineKMeans.NONE, CosineKMeans.NONE, CosineKMeans.NONE}, means.nearest());
        assertArrayEquals(new int[]{0}, means.sizes());
    }

    @Test
    void refusesAReadoutThatIsNotFinite() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Directions.of(new float[]{1, 2, 3, Float.NaN}, 2, 2));

        assertEquals("readout 1: expected finite numbers, got one that is not", refused.getMessage());
    }
}
