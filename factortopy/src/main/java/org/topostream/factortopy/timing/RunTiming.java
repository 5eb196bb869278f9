package org.topostream.factortopy.timing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/// When the events of one run were, by its volumes' time, from what is known on both clocks.
///
/// The scanner's clock: each volume's time and number say when volume 0 began; the middle of what they say counts, so
/// that times which jump, or pass midnight, do not matter. The stimulus computer's: moments that are known on both are,
/// best, triggers that it counted, else its events, dated by the onsets that it gave them. Where onsets are told from
/// clocks, triggers of this run come first, then how the clocks went in the run before, and only then this run's own
/// onsets, which then repair each other alone.
///
/// Volumes and events may come in any order; what comes out depends only on what has come. Not thread safe.
public final class RunTiming {
    /// Seconds off the line that are an alarm.
    private static final double THRESHOLD = 0.05;
    /// Seconds in a second: clocks drift by less than 0.0001.
    private static final double NO_CLOCK = 0.0005;
    /// A run that begins this many volumes away from where it should has a clock that was set, not dummy volumes.
    private static final int MOST_DUMMIES = 20;

    private final double seconds;
    private final OnsetRule rule;
    private final AcquisitionClock clock;
    private final ClockOffset watch = new ClockOffset(THRESHOLD);
    private final Map<Integer, Double> begins = new TreeMap<>();
    private final Map<String, EventTimes> events = new LinkedHashMap<>();
    private final List<EventTimes> unwatched = new ArrayList<>();
    private Optional<ClockFit> before;
    private ClockCheck newest = new ClockCheck(OptionalDouble.empty(), false, false);
    /// Made when it is asked for; until something comes.
    private Optional<Known> known = Optional.empty();

    /// What follows from what has come.
    ///
    /// @param begin when volume 0 began, on the scanner's clock
    /// @param fit   through this run's moments
    /// @param start of the run
    private record Known(OptionalDouble begin, Optional<ClockFit> fit, Optional<RunStart> start) {}

    /// @param seconds from one volume to the next (TR)
    /// @param before  how the clocks went in the run before, where that is known
    /// @throws IllegalArgumentException where the TR is not above 0
    public RunTiming(double seconds, OnsetRule rule, Optional<ClockFit> before) {
        this.seconds = seconds;
        this.rule = rule;
        this.before = before;
        clock = new AcquisitionClock(seconds);
    }

    /// Says how the clocks went in the run before, which may be known only once this one has begun.
    public void judgeBy(ClockFit runBefore) {
        before = Optional.of(runBefore);
        known = Optional.empty();
    }

    /// Takes in a volume that says when it was acquired, in seconds on the scanner's clock.
    /// @throws IllegalArgumentException where the time is no number
    public void volume(int number, double acquiredAt) {
        begins.putIfAbsent(number, clock.unwrap(number, acquiredAt) - number * seconds);
        changed();
    }

    /// Takes in an event.
    /// @param id no other event's
    public void event(String id, EventTimes times) {
        if (events.putIfAbsent(id, times) == null) {
            unwatched.add(times);
        }
        changed();
    }

    private void changed() {
        known = Optional.empty();
        if (!begins.isEmpty() && !unwatched.isEmpty()) {
            double begin = begin();
            for (EventTimes times : unwatched) {
                moment(times, begin).ifPresent(pair -> newest = watch.add(pair));
            }
            unwatched.clear();
        }
    }

    /// Whether onsets may turn out to be others than before while volumes and events come.
    public boolean mayChange() {
        return rule.isTold();
    }

    /// The onset of an event that has come, in seconds from the run's first stored volume; nothing while the clocks do
    /// not tell.
    public OptionalDouble onset(String id) {
        EventTimes times = events.get(id);
        if (times == null) {
            throw new IllegalArgumentException("no such trial: " + id + " among " + events.size());
        }
        Known now = known();
        if (!rule.clocks()) {
            return OptionalDouble.of(times.onset() + shift(now));
        }
        Optional<ClockFit> line = line(now);
        if (line.isEmpty() || now.begin.isEmpty() || times.shownAt().isEmpty()) {
            return OptionalDouble.empty();
        }
        double shown = Midnight.near(times.shownAt().getAsDouble(), line.get().origin());
        double told = Midnight.near(line.get().scannerAt(shown) - now.begin.getAsDouble(), 0);
        // The line of the run before says nothing of this run's triggers.
        return OptionalDouble.of(told + (line.equals(now.fit) ? undetected(now) : 0));
    }

    /// By which line onsets are told.
    private Optional<ClockFit> line(Known now) {
        boolean trusted = before.isEmpty() || hasTriggers() && now.fit.isPresent();
        return trusted || !isNear(now) ? now.fit : before;
    }

    private boolean hasTriggers() {
        return events.values().stream().anyMatch(times -> times.trigger().isPresent());
    }

    /// Whether the clocks still go as in the run before, but for some volumes at the start.
    private boolean isNear(Known now) {
        return now.start.isPresent();
    }

    private double shift(Known now) {
        return planned() + undetected(now);
    }

    private double planned() {
        return -rule.dummies().orElse(0) * seconds;
    }

    /// What the clocks say of how the run began, where it is to be applied.
    private double undetected(Known now) {
        return rule.dummies().isPresent() ? 0 : now.start.map(RunTiming::wholeShift).orElse(0.0);
    }

    /// A start that is off the beat is no count of volumes: it is for people to look at.
    private static double wholeShift(RunStart start) {
        return start instanceof RunStart.OffBeat ? 0 : start.onsetShift();
    }

    private Known known() {
        Known now = known.orElseGet(this::find);
        known = Optional.of(now);
        return now;
    }

    private Known find() {
        if (begins.isEmpty()) {
            return new Known(OptionalDouble.empty(), Optional.empty(), Optional.empty());
        }
        double begin = begin();
        List<ClockPair> moments = new ArrayList<>();
        for (EventTimes times : events.values()) {
            moment(times, begin).ifPresent(pair -> moments.add(
                    moments.isEmpty() ? pair : pair.near(moments.getFirst())));
        }
        return new Known(OptionalDouble.of(begin), ClockFit.of(moments), start(begin));
    }

    private double begin() {
        return Medians.of(begins.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /// Of events without triggers only where there are none at all: their onsets may be wrong.
    private Optional<ClockPair> moment(EventTimes times, double begin) {
        TimedVolume first = new TimedVolume(0, begin + planned());
        if (times.trigger().isPresent()) {
            EventTimes.Trigger trigger = times.trigger().get();
            return Optional.of(ClockPair.of(trigger.at(), trigger.number() * seconds, first, seconds));
        }
        return times.shownAt().isEmpty() || hasTriggers()
                ? Optional.empty()
                : Optional.of(ClockPair.of(times.shownAt().getAsDouble(), times.onset(), first, seconds));
    }

    /// How the run began, by the clocks of the run before; nothing where they have been set since, or nobody tells.
    private Optional<RunStart> start(double begin) {
        double[] said = events.values().stream().map(times -> times.begin(seconds)).filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble).toArray();
        if (before.isEmpty() || said.length == 0) {
            return Optional.empty();
        }
        ClockFit line = before.get();
        double trigger = Midnight.near(line.scannerAt(Midnight.near(Medians.of(said), line.origin())), begin);
        return Math.abs(begin - trigger) > MOST_DUMMIES * seconds
                ? Optional.empty()
                : Optional.of(new DummyScans(rule.dummies().orElse(0), 0, seconds, OptionalInt.empty())
                        .judge(trigger, List.of(new TimedVolume(0, begin)), OptionalInt.empty()));
    }

    /// How the clocks go, for the run that follows: as this run's moments say, less what was wrong with its triggers.
    /// Where onsets are told from clocks and this run's lie between the beats, as before.
    public Optional<ClockFit> handedOn() {
        Known now = known();
        boolean doubted = rule.clocks() && !hasTriggers()
                && now.start.map(start -> start instanceof RunStart.OffBeat).orElse(false);
        return doubted || now.fit.isEmpty()
                ? before
                : now.fit.map(fit -> fit.later(now.start.map(RunTiming::wholeShift).orElse(0.0)));
    }

    /// How both clocks go, where anything is known of them.
    public Optional<ClockReport> report() {
        Known now = known();
        int moments = (int) events.values().stream().filter(times -> times.begin(seconds).isPresent()).count();
        if (moments == 0 || begins.isEmpty()) {
            return Optional.empty();
        }
        boolean drifts = now.fit.map(fit -> Math.abs(fit.drift()) > NO_CLOCK).orElse(false);
        boolean begunOtherwise = now.start.map(start -> !(start instanceof RunStart.AsExpected)).orElse(false);
        return Optional.of(new ClockReport(moments, now.fit, newest.residual(), newest.alarm() || drifts
                || begunOtherwise, watch.alarms(), watch.steps(), now.start, shift(now)));
    }
}
