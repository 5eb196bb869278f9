package org.topostream.factortopy.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DriftTest {

    /// Expected numbers are NumPy's `0.5 * np.abs(after - before).sum(axis=1)`.
    @Test
    void isHalfTheSumOfWhatEveryWeightChangedBy() {
        float[] before = {0.1f, 0.2f, 0.3f, 0.4f, 0.25f, 0.25f, 0.25f, 0.25f, 1, 0, 0, 0};
        float[] after = {0.7f, 0.2f, 0.1f, 0, 0.25f, 0.25f, 0.25f, 0.25f, 0, 0, 0.5f, 0.5f};

        float[] distance = Drift.distance(before, after, 3, 4);

        assertArrayEquals(new float[]{0.6f, 0, 1}, distance, 1e-6f);
    }

    @Test
    void isAtMostOneWhereWeightsSumToALittleMore() {
        float[] before = {1.0001f, 0};
        float[] after = {0, 1.0001f};

        float[] distance = Drift.distance(before, after, 1, 2);

        assertArrayEquals(new float[]{1}, distance);
    }

    @Test
    void isAMapOfOneColumn() {
        MapValues map = Drift.of(new float[]{1, 0}, new float[]{0.5f, 0.5f}, 1, 2);

        assertEquals("drift", map.kind());
        assertEquals("viridis", map.colours());
        assertEquals(1, map.columns());
        assertArrayEquals(new float[]{0.5f}, map.values());
    }

    @Test
    void refusesWeightsOfAnotherSize() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Drift.distance(new float[8], new float[6], 2, 4));

        assertEquals("expected weights of 4 layers for 2 voxels before and after, got 8 and 6", refused.getMessage());
    }
}
