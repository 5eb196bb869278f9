package org.topostream.streams.estimate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.topostream.factortopy.glm.Arrival;
import org.topostream.factortopy.glm.GlmOptions;
import org.topostream.factortopy.glm.Hrf;
import org.topostream.factortopy.glm.RunningGlm;
import org.topostream.factortopy.glm.Trial;
import org.topostream.factortopy.glm.TrialEstimate;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.BadRecordException;

/// A run under way, in memory: what has come of it so far. Events may come before its first volume, which says how it is
/// modelled.
final class Run {
    private final int voxels;
    private final EstimateOptions options;
    private final Map<String, Event> events = new LinkedHashMap<>();
    private Optional<GlmOptions> model = Optional.empty();
    private Optional<RunningGlm> glm = Optional.empty();
    private int highest = -1;
    private boolean finished;

    /// @param voxels N
    Run(int voxels, EstimateOptions options) {
        this.voxels = voxels;
        this.options = options;
    }

    /// @param values `[N]`
    /// @throws BadRecordException where it does not fit the volumes before it
    Arrival add(Volume volume, float[] values) throws BadRecordException {
        double[] motion = options.motion() && volume.getMotion() != null
                ? volume.getMotion().stream().mapToDouble(Double::doubleValue).toArray()
                : new double[0];
        if (model.isPresent() && model.get().seconds() != volume.getSeconds()) {
            throw new BadRecordException(VoxelSampler.name(volume) + " is " + volume.getSeconds()
                    + " s from the next, expected " + model.get().seconds() + " s as the run's first");
        }
        try {
            if (glm.isEmpty()) {
                begin(options.glm(volume.getSeconds(), motion.length));
            }
            Arrival arrival = glm.orElseThrow().volume(volume.getNumber(), values, motion);
            highest = Math.max(highest, volume.getNumber());
            return arrival;
        } catch (IllegalArgumentException e) {
            throw new BadRecordException(VoxelSampler.name(volume) + ": " + e.getMessage(), e);
        }
    }

    private void begin(GlmOptions how) {
        RunningGlm begun = new RunningGlm(voxels, how);
        events.values().forEach(event -> begun.event(trial(event)));
        model = Optional.of(how);
        glm = Optional.of(begun);
    }

    /// @throws BadRecordException where its times make no sense, or are others than those that came before
    Arrival add(Event event) throws BadRecordException {
        try {
            Trial trial = trial(event);
            Event before = events.get(event.getTrialId());
            if (before != null && trial(before).equals(trial)
                    && before.getStimulusId().equals(event.getStimulusId())) {
                return Arrival.REPEATED;
            }
            if (before != null) {
                throw new BadRecordException("trial " + event.getTrialId() + " of run " + event.getRun()
                        + " has come as " + before.getStimulusId() + " at " + before.getOnset() + " s for "
                        + before.getDuration() + " s, now as " + event.getStimulusId() + " at " + event.getOnset()
                        + " s for " + event.getDuration() + " s; expected every trial once");
            }
            Arrival arrival = glm.map(running -> running.event(trial)).orElse(Arrival.IN_TIME);
            events.put(event.getTrialId(), event);
            return arrival;
        } catch (IllegalArgumentException e) {
            throw new BadRecordException("run " + event.getRun() + ": " + e.getMessage(), e);
        }
    }

    private static Trial trial(Event event) {
        return new Trial(event.getTrialId(), event.getOnset(), event.getDuration());
    }

    Collection<Event> events() {
        return events.values();
    }

    /// Whether a volume has come that lies behind the peak of the trial's response, so that it may be worth an estimate.
    boolean hasSeenPeak(Event event) {
        return model.isPresent() && (highest + 1) * model.get().seconds() > event.getOnset()
                + model.get().usableAfter();
    }

    /// Whether a volume has come that lies behind the trial's response.
    boolean hasSeenAll(Event event) {
        return model.isPresent() && highest * model.get().seconds() > event.getOnset() + event.getDuration()
                + Hrf.SUPPORT;
    }

    /// Nothing before the first volume.
    Optional<TrialEstimate> estimate(Event event) {
        return glm.map(running -> running.estimate(event.getTrialId()));
    }

    /// Numbers below the highest that have not come.
    List<Integer> missing() {
        return glm.map(RunningGlm::missing).orElseGet(ArrayList::new);
    }

    boolean hasVolumes() {
        return highest >= 0;
    }

    void finish() {
        finished = true;
        glm.ifPresent(RunningGlm::finish);
    }

    boolean isFinished() {
        return finished;
    }
}
