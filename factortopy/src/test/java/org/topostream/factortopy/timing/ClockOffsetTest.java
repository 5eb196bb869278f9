package org.topostream.factortopy.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.Random;

import org.junit.jupiter.api.Test;

class ClockOffsetTest {
    private static final double DAY = 86_400;
    private static final double THRESHOLD = 0.05;

    private final ClockOffset clocks = new ClockOffset(THRESHOLD);

    private void goTogether(int from, int to, double ahead) {
        for (int i = from; i < to; i++) {
            assertFalse(clocks.add(new ClockPair(2.0 * i, 2.0 * i + ahead)).alarm(), "event " + i);
        }
    }

    @Test
    void anEventOfAVolumeIsAMomentOnBothClocks() {
        // Given volume 10 of a run with a TR of 2 s, acquired 520 s past the scanner's midnight: volume 0 was at 500 s
        TimedVolume volume = new TimedVolume(10, 520);

        ClockPair pair = ClockPair.of(77, 21.5, volume, 2);

        assertEquals(new ClockPair(77, 521.5), pair);
    }

    @Test
    void aMomentOffTheLineIsAnAlarmAndLeftOut() {
        goTogether(0, 20, 3);

        ClockCheck check = clocks.add(new ClockPair(40, 43.06));

        assertTrue(check.alarm());
        assertEquals(0.06, check.residual().getAsDouble(), 1e-9);
        assertEquals(3, clocks.fit().orElseThrow().offset(), 1e-9);
        goTogether(21, 30, 3);
        assertEquals(1, clocks.alarms());
        assertEquals(0, clocks.steps());
    }

    @Test
    void aClockThatIsSetBackIsAnAlarmAndThenANewLine() {
        goTogether(0, 50, 3);

        ClockCheck check = new ClockCheck(OptionalDouble.empty(), false, false);
        for (int i = 50; i < 55; i++) {
            assertFalse(check.stepped());
            check = clocks.add(new ClockPair(2.0 * i, 2.0 * i + 1));
            assertTrue(check.alarm());
        }

        assertTrue(check.stepped());
        goTogether(55, 70, 1);
        assertEquals(1, clocks.steps());
        assertEquals(1, clocks.fit().orElseThrow().offset(), 1e-9);
        assertEquals("clocks: the scanner's is 1.000 s ahead and gains 0.0 ppm, spread 0.0 ms, 5 alarms, 1 steps",
                clocks.status());
    }

    @Test
    void wrongMomentsThatDoNotAgreeAreNoNewLine() {
        goTogether(0, 20, 3);

        for (int i = 20; i < 30; i++) {
            clocks.add(new ClockPair(2.0 * i, 2.0 * i + i));
        }

        assertEquals(0, clocks.steps());
        assertEquals(3, clocks.fit().orElseThrow().offset(), 1e-9);
    }

    @Test
    void saysNothingBeforeItKnowsEnough() {
        assertEquals(OptionalDouble.empty(), clocks.add(new ClockPair(0, 3)).residual());
        assertEquals("clocks: not enough events with times yet", clocks.status());
        assertThrows(IllegalArgumentException.class, () -> new ClockOffset(0));
        assertThrows(IllegalArgumentException.class, () -> new ClockPair(0, Double.NaN));
    }

    /// A scanner 3 s ahead that gains 50 ppm, both clocks passing midnight within the run, 8 ms of jitter either way,
    /// and of a hundred events 2 lost, 1 twice, 5 late and 2 wrong by 0.3 s or more.
    @Test
    void offsetAndDriftComeOutOfAnyOrderAndOverMidnight() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            double start = DAY - 150 * (seed % 3);
            ClockOffset watched = new ClockOffset(THRESHOLD);
            int wrong = 0;
            int arrived = 0;
            for (int number : Arrivals.order(300, random)) {
                double shown = start + 2 * number + random.nextDouble();
                double scanner = shown + 3 + 50e-6 * (shown - start) + 0.016 * (random.nextDouble() - 0.5);
                boolean isWrong = arrived++ > 5 && random.nextDouble() < 0.02;
                wrong += isWrong ? 1 : 0;
                scanner += isWrong ? 0.3 + random.nextDouble() : 0;

                ClockCheck check = watched.add(new ClockPair(shown % DAY, scanner % DAY));

                assertEquals(isWrong, check.alarm(), "seed " + seed + ", event " + number + ": " + check);
            }

            ClockFit fit = watched.fit().orElseThrow();
            double middle = seed % 3 == 0 ? 300 : start + 300;
            assertEquals(3 + 50e-6 * 300, fit.offsetAt(middle), 0.003, "seed " + seed);
            assertEquals(50e-6, fit.drift(), 10e-6, "seed " + seed);
            assertEquals(wrong, watched.alarms(), "seed " + seed);
            assertEquals(0, watched.steps(), "seed " + seed);
        }
    }
}
