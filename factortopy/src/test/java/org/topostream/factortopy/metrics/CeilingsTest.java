package org.topostream.factortopy.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CeilingsTest {
    private static final float[] R = {0.2f, 0.6f, -0.3f, Float.NaN, 0.1f, 0.4f};
    private static final float[] CEILING = {0.5f, 0.5f, 0.6f, 0.5f, 0.1f, Float.NaN};

    @Test
    void normalisedIsThePartOfTheCeilingThatIsReached() {
        float[] normalised = Ceilings.normalised(R, CEILING, 0.05);

        assertArrayEquals(new float[]{0.4f, 1.2f, -0.5f, Float.NaN, 1, Float.NaN}, normalised, 1e-6f);
    }

    @Test
    void aCeilingAtTheThresholdIsTooLow() {
        float[] normalised = Ceilings.normalised(R, CEILING, 0.1f);

        assertEquals(Float.NaN, normalised[4]);
        assertEquals(0.4f, normalised[0], 1e-6f);
    }

    @Test
    void aCeilingOfZeroGivesNoValue() {
        float[] normalised = Ceilings.normalised(new float[]{0.5f}, new float[]{0}, 0);

        assertArrayEquals(new float[]{Float.NaN}, normalised);
    }

    @Test
    void cappedIsAtMostOne() {
        float[] capped = Ceilings.capped(Ceilings.normalised(R, CEILING, 0.05));

        assertArrayEquals(new float[]{0.4f, 1, -0.5f, Float.NaN, 1, Float.NaN}, capped, 1e-6f);
    }

    @Test
    void refusesCeilingsOfOtherVoxels() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Ceilings.normalised(R, new float[2], 0));

        assertEquals("expected a ceiling for each r and a threshold of 0 or more, got 6 and 2, 0.0",
                refused.getMessage());
    }

    @Test
    void refusesAThresholdBelowZero() {
        assertThrows(IllegalArgumentException.class, () -> Ceilings.normalised(R, CEILING, -0.1));
    }
}
