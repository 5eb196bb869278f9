package org.topostream.factortopy.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;

import org.junit.jupiter.api.Test;

class AcquisitionClockTest {
    private static final double SECONDS = 1.5;
    private static final double DAY = 86_400;

    @Test
    void timesGoOnOverMidnight() {
        AcquisitionClock clock = new AcquisitionClock(2);

        assertEquals(86_395, clock.unwrap(0, 86_395));
        assertEquals(86_399, clock.unwrap(2, 86_399));
        assertEquals(86_401, clock.unwrap(3, 1));
        assertEquals(86_407, clock.unwrap(6, 7));
    }

    @Test
    void aVolumeFromBeforeMidnightMayComeAfterwards() {
        AcquisitionClock clock = new AcquisitionClock(2);

        assertEquals(5, clock.unwrap(5, 5));
        assertEquals(-5, clock.unwrap(0, 86_395));
    }

    @Test
    void aTimeThatJumpsBackALittleStaysWhereItIs() {
        AcquisitionClock clock = new AcquisitionClock(2);

        assertEquals(100, clock.unwrap(0, 100));
        assertEquals(98, clock.unwrap(1, 98));
    }

    @Test
    void anyOrderGivesTheSameTimes() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            double start = DAY - 6_000 * random.nextDouble();
            AcquisitionClock clock = new AcquisitionClock(SECONDS);
            int first = -1;
            double day = 0;
            for (int number : Arrivals.order(4_000, random)) {
                double at = start + number * SECONDS + 0.004 * random.nextGaussian();
                if (first < 0) {
                    first = number;
                    day = Math.floor(at / DAY) * DAY;
                }

                double unwrapped = clock.unwrap(number, at - Math.floor(at / DAY) * DAY);

                assertEquals(at - day, unwrapped, 1e-6, "seed " + seed + ", volume " + number);
            }
        }
    }

    @Test
    void refusesTimesThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> new AcquisitionClock(0));
        assertThrows(IllegalArgumentException.class, () -> new AcquisitionClock(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new AcquisitionClock(2).unwrap(0, Double.NaN));
    }
}
