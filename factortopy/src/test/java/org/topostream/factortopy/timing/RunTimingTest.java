package org.topostream.factortopy.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;

import org.junit.jupiter.api.Test;

/// TR 2 s, an event every 7 s; the stimulus computer's clock is 1,000 s behind the scanner's and loses 100 ppm.
class RunTimingTest {
    private static final double SECONDS = 2;
    private static final double BEHIND = 1_000;
    private static final double LOSES = 100e-6;
    private static final int EVENTS = 30;
    private static final int VOLUMES = 110;
    private static final OnsetRule CLOCKS = OnsetRule.given().withClocks(true);
    private static final OnsetRule AUTO = OnsetRule.given().withDummies(OptionalInt.empty());
    private static final double DAY = 86_400;

    /// A run that began at a time on the scanner's clock.
    private record Session(double begin) {
        double onset(int event) {
            return 3.3 + 7 * event;
        }

        double stimulus(double scanner) {
            return (scanner - 50_000) * (1 - LOSES) + 50_000 - BEHIND;
        }

        double shownAt(int event) {
            return stimulus(begin + onset(event));
        }

        /// @param onset that the stimulus computer gives it
        EventTimes event(int event, double onset) {
            return new EventTimes(onset, OptionalDouble.of(shownAt(event)), Optional.empty());
        }

        /// The same with the last trigger before it.
        /// @param missed how many triggers were, at the start
        EventTimes triggered(int event, double onset, int missed) {
            int number = (int) (onset(event) / SECONDS);
            return new EventTimes(onset, OptionalDouble.of(shownAt(event)),
                    Optional.of(new EventTimes.Trigger(number - missed, stimulus(begin + number * SECONDS))));
        }

        void volumes(RunTiming into) {
            for (int number = 0; number < VOLUMES; number++) {
                into.volume(number, begin + number * SECONDS);
            }
        }
    }

    private static final Session FIRST = new Session(50_000);
    private static final Session SECOND = new Session(50_400);

    private static RunTiming timing(OnsetRule rule, Optional<ClockFit> before) {
        return new RunTiming(SECONDS, rule, before);
    }

    /// How the clocks go after a run in which all was well.
    private static Optional<ClockFit> goodRun(OnsetRule rule) {
        RunTiming timing = timing(rule, Optional.empty());
        FIRST.volumes(timing);
        for (int event = 0; event < EVENTS; event++) {
            timing.event("e" + event, FIRST.event(event, FIRST.onset(event)));
        }
        return timing.handedOn();
    }

    private static void assertOnsets(Session session, RunTiming timing, double tolerance) {
        for (int event = 0; event < EVENTS; event++) {
            assertEquals(session.onset(event), timing.onset("e" + event).orElseThrow(), tolerance, "event " + event);
        }
    }

    @Test
    void onsetsAreAsGivenUnlessSomebodyWantsOthers() {
        RunTiming given = timing(OnsetRule.given(), Optional.empty());
        RunTiming later = timing(OnsetRule.given().withDummies(OptionalInt.of(3)), Optional.empty());
        given.event("a", new EventTimes(7.25, OptionalDouble.empty(), Optional.empty()));
        later.event("a", new EventTimes(7.25, OptionalDouble.empty(), Optional.empty()));

        assertEquals(OptionalDouble.of(7.25), given.onset("a"));
        assertEquals(OptionalDouble.of(1.25), later.onset("a"));
        assertFalse(given.mayChange());
        assertEquals(Optional.empty(), given.report());
    }

    /// Given onsets are 3 s late and drift by 1 per cent: of no use.
    @Test
    void triggersTellOnsetsWhateverWasGiven() {
        RunTiming timing = timing(CLOCKS, Optional.empty());
        FIRST.volumes(timing);
        timing.event("e0", FIRST.triggered(0, 3 + 1.01 * FIRST.onset(0), 0));
        timing.event("e1", FIRST.triggered(1, 3 + 1.01 * FIRST.onset(1), 0));
        assertEquals(OptionalDouble.empty(), timing.onset("e0"), "two moments tell nothing");

        for (int event = 2; event < EVENTS; event++) {
            timing.event("e" + event, FIRST.triggered(event, 3 + 1.01 * FIRST.onset(event), 0));
        }

        assertOnsets(FIRST, timing, 1e-3);
        ClockReport report = timing.report().orElseThrow();
        assertEquals(LOSES, report.fit().orElseThrow().drift(), 1e-6);
        assertFalse(report.alarm());
        assertEquals(EVENTS, report.moments());
    }

    @Test
    void aRunWhoseOnsetsAreWrongIsTimedByTheRunBefore() {
        RunTiming timing = timing(CLOCKS, goodRun(CLOCKS));
        SECOND.volumes(timing);
        for (int event = 0; event < EVENTS; event++) {
            timing.event("e" + event, SECOND.event(event, SECOND.onset(event) + 3));
        }

        assertOnsets(SECOND, timing, 0.06); // what the clocks drift apart in a run
        ClockReport report = timing.report().orElseThrow();
        assertInstanceOf(RunStart.OffBeat.class, report.start().orElseThrow());
        assertTrue(report.alarm());
        assertEquals(goodRun(CLOCKS), timing.handedOn(), "the next run is held to the same");
    }

    @Test
    void aMissedTriggerIsToldAndAppliedWhereAskedFor() {
        for (OnsetRule rule : List.of(OnsetRule.given(), AUTO, AUTO.withClocks(true))) {
            RunTiming timing = timing(rule, goodRun(rule));
            SECOND.volumes(timing);
            for (int event = 0; event < EVENTS; event++) {
                timing.event("e" + event, SECOND.triggered(event, SECOND.onset(event) - SECONDS, 1));
            }

            ClockReport report = timing.report().orElseThrow();
            assertEquals(new RunStart.EarlyVolumes(1, SECONDS), report.start().orElseThrow());
            assertTrue(report.alarm());
            double off = rule.dummies().isPresent() ? SECONDS : 0;
            assertEquals(SECOND.onset(4) - off, timing.onset("e4").orElseThrow(), 0.01, rule.toString());
            assertEquals(goodRun(rule).orElseThrow().offsetAt(49_400), timing.handedOn().orElseThrow().offsetAt(49_400),
                    0.05, "what was wrong with the triggers is not handed on");
        }
    }

    @Test
    void dummiesThatAreLeftOutAreToldAndAppliedWhereAskedFor() {
        RunTiming timing = timing(AUTO, goodRun(AUTO));
        SECOND.volumes(timing);
        for (int event = 0; event < EVENTS; event++) {
            timing.event("e" + event, SECOND.event(event, SECOND.onset(event) + 4 * SECONDS));
        }

        assertOnsets(SECOND, timing, 1e-9);
        ClockReport report = timing.report().orElseThrow();
        assertEquals(new RunStart.ExtraDummies(4, -8), report.start().orElseThrow());
        assertEquals(-8, report.shift());
    }

    @Test
    void dummiesThatAreKnownAreExpectedInEveryRun() {
        OnsetRule rule = OnsetRule.given().withDummies(OptionalInt.of(4));
        RunTiming first = timing(rule, Optional.empty());
        FIRST.volumes(first);
        RunTiming second = timing(rule, goodRun(OnsetRule.given()));
        SECOND.volumes(second);
        for (int event = 0; event < EVENTS; event++) {
            first.event("e" + event, FIRST.event(event, FIRST.onset(event) + 4 * SECONDS));
            second.event("e" + event, SECOND.event(event, SECOND.onset(event) + 4 * SECONDS));
        }

        assertOnsets(SECOND, second, 1e-9);
        assertInstanceOf(RunStart.AsExpected.class, second.report().orElseThrow().start().orElseThrow());
        assertFalse(second.report().orElseThrow().alarm());
        assertEquals(goodRun(OnsetRule.given()).orElseThrow().offset(), first.handedOn().orElseThrow().offset(), 1e-9);
    }

    @Test
    void aClockThatBeganAnewSaysNothingOfHowTheRunBegan() {
        RunTiming timing = timing(CLOCKS, goodRun(CLOCKS).map(fit -> fit.later(400)));
        SECOND.volumes(timing);
        for (int event = 0; event < EVENTS; event++) {
            timing.event("e" + event, SECOND.event(event, SECOND.onset(event)));
        }

        assertOnsets(SECOND, timing, 0.02);
        assertEquals(Optional.empty(), timing.report().orElseThrow().start());
    }

    @Test
    void timesMayJumpBackAndPassMidnight() {
        for (Session night : List.of(new Session(DAY - 100), new Session(DAY + BEHIND - 100))) {
            RunTiming timing = timing(CLOCKS, Optional.empty());
            for (int number = 0; number < VOLUMES; number++) {
                double at = (night.begin + number * SECONDS) % DAY;
                timing.volume(number, number % 7 == 3 ? at - 3_600 : at);
            }
            for (int event = 0; event < EVENTS; event++) {
                EventTimes times = night.triggered(event, 0, 0);
                timing.event("e" + event, new EventTimes(0, OptionalDouble.of(times.shownAt().getAsDouble() % DAY),
                        times.trigger().map(trigger -> new EventTimes.Trigger(trigger.number(), trigger.at() % DAY))));
            }

            assertOnsets(night, timing, 1e-3);
        }
    }

    @Test
    void theOrderInWhichThingsComeDoesNotMatter() {
        List<Runnable> steps = new ArrayList<>();
        List<RunTiming> into = new ArrayList<>();
        for (int number = 0; number < VOLUMES; number++) {
            int volume = number;
            double jitter = 0.004 * new Random(number).nextGaussian();
            steps.add(() -> into.getLast().volume(volume, SECOND.begin + volume * SECONDS + jitter));
        }
        for (int event = 0; event < EVENTS; event++) {
            int number = event;
            steps.add(() -> into.getLast().event("e" + number, SECOND.triggered(number, 0, 0)));
        }
        for (int seed = 0; seed < 20; seed++) {
            into.add(timing(CLOCKS, goodRun(CLOCKS)));
            Collections.shuffle(steps, new Random(seed));

            steps.forEach(Runnable::run);

            for (int event = 0; event < EVENTS; event++) {
                assertEquals(into.getFirst().onset("e" + event).orElseThrow(),
                        into.getLast().onset("e" + event).orElseThrow(), 1e-9);
            }
        }
    }

    @Test
    void refusesWhatIsNoTime() {
        RunTiming timing = timing(CLOCKS, Optional.empty());

        assertThrows(IllegalArgumentException.class, () -> timing.volume(0, Double.NaN));
        assertThrows(IllegalArgumentException.class,
                () -> new EventTimes(0, OptionalDouble.of(Double.POSITIVE_INFINITY), Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new EventTimes.Trigger(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> timing.onset("a"));
    }
}
