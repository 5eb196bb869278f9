package org.topostream.factortopy.glm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/// Volumes 0, 2 and 3: with an autocorrelation of 1/2, a quarter of the first is in the second, half of the second in
/// the third.
class WhiteningTest {
    private static final double AFTER_GAP = 1 / Math.sqrt(1 - 1.0 / 16);
    private static final double AFTER_NONE = 1 / Math.sqrt(1 - 1.0 / 4);

    private final List<SeenVolume> volumes = Stream.of(0, 2, 3)
            .map(number -> new SeenVolume(number, new float[0], new double[0])).toList();

    @Test
    void knowsHowLongAGapIs() {
        double[] white = Whitening.of(volumes, 0.5).apply(new double[]{1, 2, 4});

        assertArrayEquals(new double[]{1, AFTER_GAP * 1.75, AFTER_NONE * 3}, white, 1e-15);
    }

    @Test
    void changesNothingWithoutAutocorrelation() {
        double[] white = Whitening.of(volumes, 0).apply(new double[]{1, 2, 4});

        assertArrayEquals(new double[]{1, 2, 4}, white);
    }

    @Test
    void weightsOfVolumesMakeTheSumOfWhitenedOnes() {
        Whitening whitening = Whitening.of(volumes, 0.5);
        double[] column = {1, 2, 4};
        double[] white = {3, -1, 0.5};

        double[] weights = whitening.weights(white);

        assertEquals(Projection.dot(white, whitening.apply(column)), Projection.dot(weights, column), 1e-14);
    }
}
