package org.topostream.factortopy.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.verify.Comparison.Judged;

class DeviationTest {

    @Test
    void isRelativeToTheLargestExpectedValue() {
        Deviation deviation = Deviation.of("weight", new double[]{1, -4, 2}, new double[]{1.5, -4, 2.25});

        assertEquals(new Deviation("weight", 0.5, 4), deviation);
        assertEquals(0.125, deviation.relative());
    }

    @Test
    void isAbsoluteWhereAllExpectedValuesAreZero() {
        Deviation deviation = Deviation.of("bias", new double[2], new double[]{0, -0.25});

        assertEquals(new Deviation("bias", 0.25, 0), deviation);
        assertEquals(0.25, deviation.relative());
    }

    @Test
    void isInfiniteWhereAValueIsNoNumber() {
        Deviation deviation = Deviation.of("bias", new float[]{1, 2}, new float[]{Float.NaN, 2});

        assertEquals(Double.POSITIVE_INFINITY, deviation.absolute());
        assertFalse(Comparison.of(1e-5, Judged.RELATIVE, List.of(deviation)).pass());
    }

    @Test
    void refusesToCompareDifferentNumbersOfValues() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Deviation.of("bias", new float[3], new float[2]));

        assertEquals("bias: expected 3 values, got 2", refused.getMessage());
    }

    @Test
    void aGroupIsJudgedByItsWorstTensor() {
        Comparison comparison = Comparison.of(1e-4, Judged.RELATIVE,
                List.of(new Deviation("large", 3, 3e5), new Deviation("small", 1e-6, 1e-3)));

        assertEquals("small", comparison.worst());
        assertEquals(3, comparison.absoluteError());
        assertEquals(1e-3, comparison.relativeError(), 1e-12);
        assertFalse(comparison.pass());
        assertTrue(Comparison.of(2e-3, Judged.RELATIVE, List.of(new Deviation("small", 1e-6, 1e-3))).pass());
    }

    @Test
    void judgesAGroupByTheLargestValueOfAllItsTensors() {
        Deviation small = Deviation.of("small", new float[]{1}, new float[]{1.5f});
        Deviation large = Deviation.of("large", new float[]{100}, new float[]{100});

        Comparison comparison = Comparison.of(1e-2, Judged.GROUP, List.of(small, large));

        assertEquals(0.5, comparison.relativeError());
        assertEquals(0.005, comparison.groupError());
        assertTrue(comparison.pass());
    }
}
