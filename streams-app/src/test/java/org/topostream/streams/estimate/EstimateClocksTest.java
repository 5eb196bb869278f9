package org.topostream.streams.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.timing.OnsetRule;
import org.topostream.schemas.avro.ClockStatus;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Volume;

/// A stimulus computer whose clock is 700 s behind the scanner's and loses 100 ppm.
class EstimateClocksTest {
    private static final OnsetRule CLOCKS = OnsetRule.given().withClocks(true);
    private static final OnsetRule AUTO = OnsetRule.given().withDummies(OptionalInt.empty());
    private static final double BEGIN = 40_000;
    /// Per cent signal change; betas are around 2. Onsets are good to some milliseconds.
    private static final float CLOSE = 0.02f;
    private static final float TOLERANCE = 1e-4f;

    @TempDir
    private Path folder;

    private static double stimulus(double scanner) {
        return scanner - 700 - 100e-6 * (scanner - BEGIN);
    }

    private static Volume volume(ScannedRun run, int number, double begin) {
        return run.volume(number).setAcquiredAt(begin + number * ScannedRun.SECONDS).build();
    }

    /// @param onset that the stimulus computer gives it
    private static Event event(ScannedRun run, int trial, double begin, double onset) {
        Event event = run.event(trial);
        return Event.newBuilder(event).setOnset(onset).setShownAt(stimulus(begin + event.getOnset())).build();
    }

    /// The same with the last trigger before it.
    private static Event triggered(ScannedRun run, int trial, double begin, double onset) {
        int number = (int) (run.event(trial).getOnset() / ScannedRun.SECONDS);
        return Event.newBuilder(event(run, trial, begin, onset)).setTriggerNumber(number)
                .setTriggeredAt(stimulus(begin + number * ScannedRun.SECONDS)).build();
    }

    /// As it happens: every event when it is shown, every volume when it ends.
    private static void live(EstimateRig rig, ScannedRun run, double begin, List<Event> events) {
        int next = 0;
        for (int number = 0; number < ScannedRun.LENGTH; number++) {
            while (next < events.size() && run.event(next).getOnset() < (number + 1) * ScannedRun.SECONDS) {
                rig.send(events.get(next));
                next++;
            }
            rig.send(volume(run, number, begin));
        }
    }

    private static ClockStatus clocks(EstimateRig rig) {
        rig.driver().advance(Duration.ofSeconds(1));
        return rig.statuses().getLast().getClocks();
    }

    private EstimateRig rig(OnsetRule rule) {
        return new EstimateRig(EstimateOptions.defaults().withOnsets(rule), folder);
    }

    @Test
    void onsetsThatAreThreeSecondsOffAndDriftAreRepairedByTriggers() {
        ScannedRun run = new ScannedRun("run-1", 1);
        List<Event> events = new ArrayList<>();
        for (int trial = 0; trial < ScannedRun.TRIALS; trial++) {
            events.add(triggered(run, trial, BEGIN, 3 + 1.01 * run.event(trial).getOnset()));
        }
        try (EstimateRig rig = rig(CLOCKS)) {
            live(rig, run, BEGIN, events);

            List<Response> responses = rig.responses();
            EstimateRig.assertBetas(run, run.betas(run.volumes()), responses, CLOSE);
            assertEquals(run.event(8).getOnset(), responses.getLast().getOnset(), 0.01);
            ClockStatus clocks = clocks(rig);
            assertEquals(700, clocks.getOffset(), 0.02);
            assertEquals(0, clocks.getWaiting());
            assertFalse(clocks.getAlarm());
        }
    }

    @Test
    void aRestartInTheMiddleChangesNothing() {
        ScannedRun run = new ScannedRun("run-1", 1);
        try (EstimateRig rig = rig(CLOCKS)) {
            for (int trial = 0; trial < ScannedRun.TRIALS; trial++) {
                rig.send(triggered(run, trial, BEGIN, 0));
            }
            for (int number = 0; number < ScannedRun.LENGTH; number++) {
                if (number == 35) {
                    rig.restart();
                }
                rig.send(volume(run, number, BEGIN));
            }

            EstimateRig.assertBetas(run, run.betas(run.volumes()), rig.responses(), CLOSE);
        }
    }

    @Test
    void aTrialThatNobodyCanTimeWaits() {
        ScannedRun run = new ScannedRun("run-1", 1);
        try (EstimateRig rig = rig(CLOCKS)) {
            rig.send(triggered(run, 0, BEGIN, 0));
            rig.send(triggered(run, 1, BEGIN, 0));
            rig.send(run.event(2));
            for (int number = 0; number < ScannedRun.LENGTH; number++) {
                rig.send(volume(run, number, BEGIN));
            }

            assertEquals(List.of(), rig.responses());
            assertEquals(2, clocks(rig).getWaiting());
            assertEquals(List.of("trial run-1-trial-2 of run run-1 has no shownAt; expected one, since onsets are told "
                    + "from clocks"), rig.driver().reasons());
        }
    }

    /// The second run's stimulus computer began one trigger late.
    private void secondRunMissesATrigger(EstimateRig rig, ScannedRun first, ScannedRun second) {
        List<Event> good = new ArrayList<>();
        List<Event> early = new ArrayList<>();
        for (int trial = 0; trial < ScannedRun.TRIALS; trial++) {
            good.add(event(first, trial, BEGIN, first.event(trial).getOnset()));
            early.add(event(second, trial, BEGIN + 300, second.event(trial).getOnset() - ScannedRun.SECONDS));
        }
        live(rig, first, BEGIN, good);
        rig.responses();
        live(rig, second, BEGIN + 300, early);
    }

    @Test
    void aMissedTriggerIsToldButNotAppliedUnasked() {
        ScannedRun second = new ScannedRun("run-2", 2);
        try (EstimateRig rig = rig(OnsetRule.given())) {
            secondRunMissesATrigger(rig, new ScannedRun("run-1", 1), second);

            ClockStatus clocks = clocks(rig);
            assertTrue(clocks.getAlarm());
            assertEquals("1 triggers missed at the start, or as many volumes stored too many; onsets are 1.5 s too "
                    + "early", clocks.getStart());
            assertEquals(ScannedRun.SECONDS, clocks.getStartShift());
            assertEquals(0, clocks.getAppliedShift());
            assertEquals(second.event(8).getOnset() - ScannedRun.SECONDS, rig.responses().getLast().getOnset());
        }
    }

    @Test
    void aMissedTriggerIsAppliedWhereAskedFor() {
        ScannedRun second = new ScannedRun("run-2", 2);
        try (EstimateRig rig = rig(AUTO)) {
            secondRunMissesATrigger(rig, new ScannedRun("run-1", 1), second);

            EstimateRig.assertBetas(second, second.betas(second.volumes()), rig.responses(), TOLERANCE);
            assertEquals(ScannedRun.SECONDS, clocks(rig).getAppliedShift());
        }
    }

    @Test
    void dummiesThatAreKnownMoveOnsets() {
        ScannedRun run = new ScannedRun("run-1", 1);
        try (EstimateRig rig = rig(OnsetRule.given().withDummies(OptionalInt.of(4)))) {
            for (int trial = 0; trial < ScannedRun.TRIALS; trial++) {
                Event event = run.event(trial);
                rig.send(Event.newBuilder(event).setOnset(event.getOnset() + 4 * ScannedRun.SECONDS).build());
            }
            run.volumes().forEach(rig::send);

            EstimateRig.assertBetas(run, run.betas(run.volumes()), rig.responses(), TOLERANCE);
        }
    }

    @Test
    void aTimeThatIsNoNumberIsRefused() {
        ScannedRun run = new ScannedRun("run-1", 1);
        try (EstimateRig rig = rig(OnsetRule.given())) {
            rig.send(run.volume(0).setAcquiredAt(Double.NaN).build());
            rig.send(run.volume(0).build());
            rig.send(Event.newBuilder(run.event(0)).setShownAt(Double.POSITIVE_INFINITY).build());
            rig.send(Event.newBuilder(run.event(0)).setTriggerNumber(1).setTriggeredAt(Double.NaN).build());

            assertEquals(List.of("volume 0 of run run-1 was acquired at NaN, expected seconds or nothing",
                    "run run-1: trial run-1-trial-0: expected seconds on the stimulus computer's clock, got "
                            + "Infinity",
                    "run run-1: trial run-1-trial-0: expected seconds on the stimulus computer's clock, got NaN"),
                    rig.driver().reasons());
        }
    }
}
