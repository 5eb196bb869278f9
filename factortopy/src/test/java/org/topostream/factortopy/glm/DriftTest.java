package org.topostream.factortopy.glm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

/// Expected numbers are worked out by hand.
class DriftTest {
    /// Half way through, the first has come down to 0, the second to -1, and the third to 0 from below.
    @Test
    void cosinesGoUpToTheCutOff() {
        Drift drift = new Drift.Cosines(128, 240);

        double[] values = drift.at(120);

        assertArrayEquals(new double[]{0, -1, 0}, values, 1e-12);
        assertEquals(3, drift.used(0));
    }

    /// At `x = 1/2`: `x`, `(3 x² - 1) / 2`, `(5 x³ - 3 x) / 2`.
    @Test
    void legendrePolynomialsSpanTheRun() {
        Drift drift = new Drift.Legendre(3, 200);

        double[] values = drift.at(150);

        assertArrayEquals(new double[]{0.5, -0.125, -0.4375}, values, 1e-15);
        assertEquals(3, drift.used(0));
    }

    @Test
    void noDriftHasNoColumns() {
        assertArrayEquals(new double[0], new Drift.Legendre(0, 200).at(150));
    }

    @Test
    void aGrowingLineBendsEveryHalfCutOff() {
        Drift drift = Drift.growing();

        double[] values = drift.at(160);

        assertArrayEquals(new double[]{2.5, 1.5, 0.5, 0}, Arrays.copyOf(values, 4), 1e-15);
        assertEquals(0, values[Drift.MOST_COLUMNS - 1]);
    }

    @Test
    void aBendJoinsHalfACutOffAfterIt() {
        Drift drift = Drift.growing();

        assertEquals(0, drift.used(63));
        assertEquals(1, drift.used(64));
        assertEquals(1, drift.used(127));
        assertEquals(2, drift.used(128));
        assertEquals(Drift.MOST_COLUMNS, drift.used(1e6));
    }

    @Test
    void refusesWhatIsNoTime() {
        assertThrows(IllegalArgumentException.class, () -> new Drift.Cosines(128, 0));
        assertThrows(IllegalArgumentException.class, () -> new Drift.Cosines(1, 1000));
        assertThrows(IllegalArgumentException.class, () -> new Drift.Legendre(-1, 100));
        assertEquals("drift: expected a cut-off above 0 s, got NaN",
                assertThrows(IllegalArgumentException.class, () -> new Drift.Growing(Double.NaN)).getMessage());
    }
}
