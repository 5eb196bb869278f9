package org.topostream.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.producers.scan.folder.ManualClock;

class SpeedTest {
    private final ManualClock clock = new ManualClock();

    @Test
    void isRecordedOnceOrANumber() {
        assertEquals(Speed.RECORDED, Speed.parse("recorded"));
        assertEquals(Speed.ONCE, Speed.parse(" Once"));
        assertEquals(new Speed(2.5), Speed.parse("2.5"));
        assertTrue(Speed.ONCE.isOnce());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "NaN", "fast", ""})
    void isRefusedWhereItIsNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> Speed.parse(text));
    }

    @Test
    void theFirstThingIsDueNowAndOthersAsMuchLater() {
        Timetable timetable = new Timetable(new Speed(2), clock);

        assertEquals(Duration.ZERO, timetable.until(100));
        assertEquals(Duration.ofSeconds(3), timetable.until(106));
        clock.pause(Duration.ofSeconds(2));
        assertEquals(Duration.ofSeconds(1), timetable.until(106));
        clock.pause(Duration.ofSeconds(5));
        assertEquals(Duration.ZERO, timetable.until(106));
        assertEquals(Duration.ZERO, timetable.until(90));
    }

    @Test
    void atOnceEverythingIsDue() {
        Timetable timetable = new Timetable(Speed.ONCE, clock);

        assertEquals(Duration.ZERO, timetable.until(0));
        assertEquals(Duration.ZERO, timetable.until(1e9));
    }
}
