package org.topostream.factortopy.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.timing.RunNumbers.Arrival;

class RunNumbersTest {
    private static final int VOLUMES = 500;

    private final RunNumbers numbers = new RunNumbers("run-1");

    @Test
    void aLostVolumeIsAGapAsSoonAsALaterOneComes() {
        assertEquals(Arrival.NEXT, numbers.arrived(0));
        assertEquals(Arrival.NEXT, numbers.arrived(1));

        assertEquals(Arrival.AHEAD, numbers.arrived(4));

        assertEquals(List.of(new NumberRange(2, 3)), numbers.gaps());
        assertFalse(numbers.has(2));
        assertTrue(numbers.has(4));
    }

    @Test
    void aLateVolumeFillsItsOwnGapAndNoOther() {
        List.of(0, 4, 9).forEach(numbers::arrived);

        assertEquals(Arrival.LATE, numbers.arrived(2));

        assertEquals(List.of(new NumberRange(1, 1), new NumberRange(3, 3), new NumberRange(5, 8)), numbers.gaps());
        assertEquals(1, numbers.late());
    }

    @Test
    void aVolumeThatComesAgainIsCountedOnce() {
        List.of(0, 1, 2).forEach(numbers::arrived);

        assertEquals(Arrival.DUPLICATE, numbers.arrived(1));

        assertEquals(3, numbers.count());
        assertEquals(1, numbers.duplicates());
    }

    @Test
    void volumesThatTheRunStillLacksAtItsEndAreMissing() {
        List.of(1, 2, 5).forEach(numbers::arrived);

        List<NumberRange> missing = numbers.missingUpTo(7);

        assertEquals(List.of(new NumberRange(0, 0), new NumberRange(3, 4), new NumberRange(6, 7)), missing);
        assertEquals(List.of(new NumberRange(0, 0), new NumberRange(3, 3)), numbers.missingUpTo(3));
        assertEquals(List.of(new NumberRange(0, 9)), new RunNumbers("empty").missingUpTo(9));
    }

    @Test
    void tellsPeopleWhichAreMissing() {
        List.of(0, 1, 4, 6, 3, 3).forEach(numbers::arrived);

        assertEquals("run run-1: 5 volumes up to number 6, 2 missing (2, 5), 1 duplicates, 1 late", numbers.status());
        assertEquals("run empty: no volume yet", new RunNumbers("empty").status());
    }

    @Test
    void aNumberFarAheadIsAGapLikeAnother() {
        numbers.arrived(Integer.MAX_VALUE);
        numbers.arrived(0);

        assertEquals(List.of(new NumberRange(1, Integer.MAX_VALUE - 1)), numbers.gaps());
        assertThrows(IllegalArgumentException.class, () -> numbers.arrived(-1));
    }

    /// Against sets that are counted one number after the other.
    @Test
    void anyOrderWithLossesAndRepeatsIsAccountedForToTheLastVolume() {
        for (int seed = 0; seed < 200; seed++) {
            List<Integer> order = Arrivals.order(VOLUMES, new Random(seed));
            RunNumbers run = new RunNumbers("run");
            TreeSet<Integer> come = new TreeSet<>();
            long late = 0;
            for (int number : order) {
                boolean isLate = !come.isEmpty() && number < come.last() && !come.contains(number);
                late += isLate ? 1 : 0;
                come.add(number);
                run.arrived(number);
            }

            List<Integer> gaps = new ArrayList<>();
            run.gaps().forEach(gap -> IntStream.rangeClosed(gap.first(), gap.last()).forEach(gaps::add));

            String which = "seed " + seed;
            assertEquals(IntStream.rangeClosed(0, come.last()).boxed().filter(n -> !come.contains(n)).toList(), gaps,
                    which);
            assertEquals(come.size(), run.count(), which);
            assertEquals(order.size() - come.size(), run.duplicates(), which);
            assertEquals(late, run.late(), which);
        }
    }
}
