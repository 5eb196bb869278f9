package org.topostream.dashboard.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

class ActivityTest {
    private static final Instant START = Instant.ofEpochSecond(1_000_000);

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Activity activity = new Activity(now::get);

    private Arrival arrival(long ageMs, boolean fresh) {
        return new Arrival(now.get(), now.get().minusMillis(ageMs), fresh);
    }

    @Test
    void countsWhatCameInTheLastTenSeconds() {
        activity.came(RecordKind.MAPS, arrival(5, true));
        now.set(START.plusSeconds(8));
        activity.came(RecordKind.MAPS, arrival(900, true));
        activity.came(RecordKind.MAPS, arrival(20, true));
        assertEquals(0.3, activity.rate(RecordKind.MAPS));

        now.set(START.plusSeconds(11));

        assertEquals(0.2, activity.rate(RecordKind.MAPS));
        assertEquals(900, activity.lagMs(RecordKind.MAPS));
        assertEquals(0, activity.rate(RecordKind.RESPONSES));
        assertEquals(0, activity.lagMs(RecordKind.RESPONSES));
    }

    @Test
    void whatWasThereBeforeCountsNothing() {
        activity.came(RecordKind.PREDICTIONS, arrival(1_000_000, false));
        activity.predicted(START.minusSeconds(1_000), arrival(0, false));

        assertEquals(0, activity.rate(RecordKind.PREDICTIONS));
        assertEquals(Double.NaN, activity.latencyMs());
    }

    @Test
    void latencyIsTheMedianOfTheLastFifty() {
        for (int i = 0; i < 60; i++) {
            activity.predicted(START.minusMillis(i), arrival(0, true));
        }

        assertEquals(34.5, activity.latencyMs());
    }

    @Test
    void clocksThatDifferMakeNoNegativeTimes() {
        activity.predicted(START.plusMillis(30), arrival(0, true));
        activity.came(RecordKind.MAPS, arrival(-30, true));

        assertEquals(0, activity.latencyMs());
        assertEquals(0, activity.lagMs(RecordKind.MAPS));
    }
}
