package org.topostream.streams.estimate;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.topostream.factortopy.glm.Arrival;
import org.topostream.factortopy.glm.GlmOptions;
import org.topostream.factortopy.glm.Hrf;
import org.topostream.factortopy.glm.RunningGlm;
import org.topostream.factortopy.glm.Trial;
import org.topostream.factortopy.glm.TrialEstimate;
import org.topostream.factortopy.timing.ClockFit;
import org.topostream.factortopy.timing.ClockReport;
import org.topostream.factortopy.timing.EventTimes;
import org.topostream.factortopy.timing.RunNumbers;
import org.topostream.factortopy.timing.RunTally;
import org.topostream.factortopy.timing.RunTiming;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.BadRecordException;

/// A run under way, in memory: what has come of it so far. Events may come before its first volume, which says how it
/// is modelled.
final class Run {
    /// Seconds by which an onset that is told from clocks must differ before the model is changed: what is less hardly
    /// changes a beta, and clocks tell every onset anew with each event. Once the run is over all onsets are as told.
    private static final double NOTEWORTHY = 0.005;
    private static final double DAY = 86_400;

    private final int voxels;
    private final EstimateOptions options;
    private final Map<String, Event> events = new LinkedHashMap<>();
    private final Map<String, EventTimes> told = new HashMap<>();
    /// The times by which trials are in the model.
    private final Map<String, Trial> timed = new HashMap<>();
    private final RunNumbers numbers;
    private Optional<GlmOptions> model = Optional.empty();
    private Optional<RunningGlm> glm = Optional.empty();
    private Optional<RunTiming> timing = Optional.empty();
    private Optional<ClockFit> clocksBefore;
    private int highest = -1;
    private boolean finished;

    /// @param voxels       N
    /// @param clocksBefore how the clocks went in the run before, where that is known
    Run(String name, int voxels, EstimateOptions options, Optional<ClockFit> clocksBefore) {
        this.voxels = voxels;
        this.options = options;
        this.clocksBefore = clocksBefore;
        numbers = new RunNumbers(name);
    }

    /// Says how the clocks went in the run before, which is known once that is over.
    void judgeBy(ClockFit before) {
        clocksBefore = Optional.of(before);
        timing.ifPresent(known -> known.judgeBy(before));
        time();
    }

    boolean has(int number) {
        return numbers.has(number);
    }

    /// @param values `[N]`
    /// @throws BadRecordException where it does not fit the volumes before it
    Arrival add(Volume volume, float[] values) throws BadRecordException {
        double[] motion = options.motion() != EstimateOptions.MotionSource.NONE && volume.getMotion() != null
                ? volume.getMotion().stream().mapToDouble(Double::doubleValue).toArray()
                : new double[0];
        if (model.isPresent() && model.get().seconds() != volume.getSeconds()) {
            throw new BadRecordException(VoxelSampler.name(volume) + " is " + volume.getSeconds()
                    + " s from the next, expected " + model.get().seconds() + " s as the run's first");
        }
        requireTime(volume);
        try {
            if (glm.isEmpty()) {
                begin(options.glm(volume.getSeconds(), motion.length));
            }
            Arrival arrival = glm.orElseThrow().volume(volume.getNumber(), values, motion);
            numbers.arrived(volume.getNumber());
            highest = Math.max(highest, volume.getNumber());
            if (volume.getAcquiredAt() != null && arrival != Arrival.REPEATED) {
                timing.orElseThrow().volume(volume.getNumber(), volume.getAcquiredAt());
                time();
            }
            return arrival;
        } catch (IllegalArgumentException e) {
            if (!hasVolumes()) {
                beginAnew();
            }
            throw new BadRecordException(VoxelSampler.name(volume) + ": " + e.getMessage(), e);
        }
    }

    private static void requireTime(Volume volume) throws BadRecordException {
        if (volume.getAcquiredAt() != null && !Double.isFinite(volume.getAcquiredAt())) {
            throw new BadRecordException(VoxelSampler.name(volume) + " was acquired at " + volume.getAcquiredAt()
                    + ", expected seconds or nothing");
        }
    }

    private void begin(GlmOptions how) {
        model = Optional.of(how);
        glm = Optional.of(new RunningGlm(voxels, how));
        timing = Optional.of(new RunTiming(how.seconds(), options.onsets(), clocksBefore));
        told.forEach(timing.get()::event);
        time();
    }

    /// A volume that cannot be used says nothing of how its run is modelled.
    private void beginAnew() {
        model = Optional.empty();
        glm = Optional.empty();
        timing = Optional.empty();
        timed.clear();
    }

    /// A volume has come that had come before.
    void repeated(int number) {
        numbers.arrived(number);
    }

    /// @throws BadRecordException where its times make no sense, or are others than those that came before
    Arrival add(Event event) throws BadRecordException {
        try {
            Trial trial = new Trial(event.getTrialId(), event.getOnset(), event.getDuration());
            EventTimes times = times(event);
            Event before = events.get(event.getTrialId());
            if (before != null && isSame(before, event)) {
                return Arrival.REPEATED;
            }
            if (before != null) {
                throw new BadRecordException("trial " + event.getTrialId() + " of run " + event.getRun()
                        + " has come as " + text(before) + ", now as " + text(event) + "; expected every trial once");
            }
            timing.ifPresent(known -> known.event(trial.id(), times));
            told.put(trial.id(), times);
            events.put(trial.id(), event);
            time();
            return Arrival.IN_TIME;
        } catch (IllegalArgumentException e) {
            throw new BadRecordException("run " + event.getRun() + ": " + e.getMessage(), e);
        }
    }

    private static boolean isSame(Event one, Event other) {
        return one.getStimulusId().equals(other.getStimulusId()) && one.getOnset() == other.getOnset()
                && one.getDuration() == other.getDuration();
    }

    private static String text(Event event) {
        return event.getStimulusId() + " at " + event.getOnset() + " s for " + event.getDuration() + " s";
    }

    private static EventTimes times(Event event) {
        try {
            return new EventTimes(event.getOnset(), optional(event.getShownAt()),
                    event.getTriggerNumber() == null || event.getTriggeredAt() == null
                            ? Optional.empty()
                            : Optional.of(new EventTimes.Trigger(event.getTriggerNumber(), event.getTriggeredAt())));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("trial " + event.getTrialId() + ": " + e.getMessage(), e);
        }
    }

    private static OptionalDouble optional(Double number) {
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    /// Puts trials into the model where their times are known by now, or known to be others.
    private void time() {
        if (timing.isEmpty() || timed.size() == events.size() && !timing.get().mayChange()) {
            return;
        }
        for (Event event : events.values()) {
            timing.get().onset(event.getTrialId()).ifPresent(onset -> time(event, onset));
        }
    }

    private void time(Event event, double onset) {
        Optional<Trial> known = Optional.ofNullable(timed.get(event.getTrialId()));
        double change = known.map(trial -> Math.abs(trial.onset() - onset)).orElse(Double.POSITIVE_INFINITY);
        if (change > (finished ? 0 : NOTEWORTHY) && Math.abs(onset) <= DAY) {
            Trial trial = new Trial(event.getTrialId(), onset, event.getDuration());
            if (known.isPresent()) {
                glm.orElseThrow().move(trial);
            } else {
                glm.orElseThrow().event(trial);
            }
            timed.put(trial.id(), trial);
        }
    }

    Collection<Event> events() {
        return events.values();
    }

    /// Trials that wait for clocks to tell when they were.
    int waiting() {
        return timing.isEmpty() ? 0 : events.size() - timed.size();
    }

    /// When a trial began, in seconds from the run's first stored volume, once that is known.
    OptionalDouble onset(Event event) {
        Trial trial = timed.get(event.getTrialId());
        return trial == null ? OptionalDouble.empty() : OptionalDouble.of(trial.onset());
    }

    /// When the last volume so far ended, in seconds from the first.
    double seenUntil() {
        return model.map(how -> (highest + 1) * how.seconds()).orElse(0.0);
    }

    /// Whether a volume has come that lies behind the peak of the trial's response, so that it may be worth an
    /// estimate.
    boolean hasSeenPeak(Event event) {
        OptionalDouble onset = onset(event);
        return onset.isPresent() && seenUntil() > onset.getAsDouble() + model.orElseThrow().usableAfter();
    }

    /// Whether a volume has come that lies behind the trial's response.
    boolean hasSeenAll(Event event) {
        OptionalDouble onset = onset(event);
        return onset.isPresent() && highest * model.orElseThrow().seconds() > onset.getAsDouble()
                + event.getDuration() + Hrf.SUPPORT;
    }

    /// Nothing before the first volume, or while nobody knows when the trial was.
    Optional<TrialEstimate> estimate(Event event) {
        return glm.filter(running -> timed.containsKey(event.getTrialId()))
                .map(running -> running.estimate(event.getTrialId()));
    }

    /// Numbers below the highest that have not come.
    List<Integer> missing() {
        return glm.map(RunningGlm::missing).orElseGet(List::of);
    }

    boolean hasVolumes() {
        return highest >= 0;
    }

    void finish() {
        finished = true;
        glm.ifPresent(RunningGlm::finish);
        time();
    }

    /// It was taken for over, and goes on.
    void resume() {
        finished = false;
        glm.ifPresent(RunningGlm::resume);
    }

    /// Whether a volume lies behind all that have come.
    boolean goesOnWith(int number) {
        return number > highest;
    }

    boolean isFinished() {
        return finished;
    }

    /// Which volumes have come.
    RunTally tally() {
        return numbers.tally();
    }

    /// How the clocks go, where anything is known of them.
    Optional<ClockReport> clocks() {
        return timing.flatMap(RunTiming::report);
    }

    /// How they go, for the run that follows.
    Optional<ClockFit> clocksAfter() {
        return timing.flatMap(RunTiming::handedOn);
    }
}
