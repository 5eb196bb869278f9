package org.topostream.factortopy.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

/// TR 2 s; three dummy volumes have triggers and are left out, so that volume 0 begins 6 s after the first trigger.
class DummyScansTest {
    private static final OptionalInt PLANNED = OptionalInt.of(200);

    private final DummyScans dummies = new DummyScans(3, 0, 2, PLANNED);

    /// @param start when volume 0 began, with the first trigger at 1,000 s
    private RunStart judge(double start, OptionalInt stored) {
        List<TimedVolume> first = List.of(new TimedVolume(0, start), new TimedVolume(1, start + 2),
                new TimedVolume(2, start + 4));
        return dummies.judge(1_000, first, stored);
    }

    @Test
    void aRunThatBeginsAsPlannedNeedsNoShift() {
        RunStart start = judge(1_006.01, PLANNED);

        assertEquals(0.01, assertInstanceOf(RunStart.AsExpected.class, start).offBy(), 1e-9);
        assertEquals(0, start.onsetShift());
    }

    @Test
    void moreDummyVolumesThanPlannedMakeOnsetsTooLate() {
        RunStart start = judge(1_010.02, PLANNED);

        assertEquals(new RunStart.ExtraDummies(2, -4), start);
        assertEquals("2 more dummy volumes than expected before the first stored volume; onsets are 4.0 s too late",
                start.text());
    }

    @Test
    void aMissedFirstTriggerMakesOnsetsTooEarly() {
        RunStart start = judge(1_004, PLANNED);

        assertEquals(new RunStart.MissedTriggers(1, 2), start);
    }

    @Test
    void volumesStoredTooManyAreToldFromMissedTriggersByTheirCount() {
        assertEquals(new RunStart.ExtraVolumes(3, 6), judge(1_000, OptionalInt.of(203)));
        assertEquals(new RunStart.EarlyVolumes(3, 6), judge(1_000, OptionalInt.of(202)));
        assertEquals(new RunStart.EarlyVolumes(3, 6), judge(1_000, OptionalInt.empty()));
    }

    @Test
    void dummyVolumesThatAreStoredBeforeTheTriggerMayBePlanned() {
        DummyScans stored = new DummyScans(-4, 0, 2, OptionalInt.empty());

        RunStart start = stored.judge(1_000, List.of(new TimedVolume(0, 992)), OptionalInt.empty());

        assertEquals(new RunStart.AsExpected(0), start);
    }

    @Test
    void aStartBetweenTwoVolumesIsToldAsSuch() {
        RunStart start = judge(1_007, PLANNED);

        assertEquals(new RunStart.OffBeat(-1), start);
        assertInstanceOf(RunStart.OffBeat.class, judge(Math.nextUp(1_006.5), PLANNED));
    }

    @Test
    void theFirstVolumeMayBeLostAndATimeWrong() {
        List<TimedVolume> first = List.of(new TimedVolume(2, 1_010), new TimedVolume(3, 1_412),
                new TimedVolume(4, 1_014), new TimedVolume(5, 1_016));

        RunStart start = dummies.judge(1_000, first, PLANNED);

        assertEquals(0, start.onsetShift());
        assertEquals(2, dummies.numberShift(2));
    }

    @Test
    void refusesToJudgeWithoutTimes() {
        assertThrows(IllegalArgumentException.class, () -> dummies.judge(0, List.of(), PLANNED));
        assertThrows(IllegalArgumentException.class, () -> new DummyScans(0, 0, 0, PLANNED));
        assertInstanceOf(RunStart.OffBeat.class, judge(1e300, PLANNED));
    }
}
