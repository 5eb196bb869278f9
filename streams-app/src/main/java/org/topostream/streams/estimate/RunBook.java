package org.topostream.streams.estimate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.glm.Arrival;
import org.topostream.factortopy.timing.ClockFit;
import org.topostream.schemas.Ids;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Volume;
import org.topostream.schemas.serde.UnreadableRecordException;
import org.topostream.streams.BadRecordException;

/// The runs of one subject: the volumes, masked, and the events in stores, from which a run under way is rebuilt after
/// a restart; and which estimates of each trial have been published. Shared by the handlers of one task, which run in
/// one thread.
///
/// A run is over with its last volume where the source tells how many there are, else with the first volume of another
/// run, or after a silence. What comes later all the same makes later revisions of complete responses, until the run is
/// forgotten.
final class RunBook {
    private static final Logger LOG = LoggerFactory.getLogger(RunBook.class);

    private final Subject subject;
    private final int voxels;
    private final EstimateOptions options;
    private final VoxelSampler sampler;
    private final EstimateStatus status;
    private final Map<String, Run> runs = new HashMap<>();
    private Optional<Stores> opened = Optional.empty();
    private long lastVolume;

    /// What goes with the stores of a task.
    private record Stores(RunStore kept, RunStates states, RunMotion motion, TrialEstimates estimates) {}

    RunBook(Subject subject, EstimateOptions options) {
        this.subject = subject;
        this.options = options;
        voxels = subject.getCoordinates().getShape().getFirst();
        sampler = new VoxelSampler(subject);
        status = new EstimateStatus(subject.getSubject());
    }

    /// For a task that begins, or begins anew: what is in memory may be of a transaction that was aborted.
    void open(ProcessorContext<String, SpecificRecord> context) {
        RunStore kept = new RunStore(context);
        opened = Optional.of(new Stores(kept, new RunStates(context.getStateStore(RunStates.RUNS)),
                new RunMotion(kept, options.motion()), new TrialEstimates(subject.getSubject(), kept)));
        runs.clear();
        lastVolume = context.currentSystemTimeMs();
    }

    private Stores stores() {
        return opened.orElseThrow();
    }

    /// @return what is to be published now
    List<Response> add(Volume volume, long now) throws BadRecordException {
        try {
            return taken(volume, now);
        } catch (BadRecordException | UnreadableRecordException e) {
            status.refused(e.getMessage());
            throw e;
        }
    }

    private List<Response> taken(Volume volume, long now) throws BadRecordException {
        require(volume);
        float[] all = Tensors.floats(volume.getValues());
        float[] values = sampler.sample(volume, all);
        String name = volume.getRun();
        Run run = run(name);
        if (run.has(volume.getNumber())) {
            run.repeated(volume.getNumber());
            status.heard(volume, run, now);
            return List.of();
        }
        boolean isFirst = !run.hasVolumes();
        boolean goesOn = run.isFinished() && run.goesOnWith(volume.getNumber())
                && stores().states().underWay().isEmpty();
        Volume.Builder counted = Volume.newBuilder(volume).setValues(Tensors.float32(values, voxels));
        stores().motion().of(volume, all, isFirst).ifPresent(counted::setMotion);
        Volume masked = counted.build();
        run.add(masked, values);
        stores().kept().put(masked);
        if (isFirst) {
            stores().motion().begun(volume);
        }
        lastVolume = now;
        if (goesOn) {
            LOG.info("run goes on subject={} run={} volume={}", subject.getSubject(), name, volume.getNumber());
            run.resume();
            stores().estimates().reopen(name, run);
        }
        boolean late = run.isFinished();
        List<Response> due = new ArrayList<>();
        if (!late) {
            due.addAll(finishOthers(name, now));
            runs.entrySet().removeIf(each -> !each.getKey().equals(name) && each.getValue().isFinished());
            stores().states().begin(name);
        }
        if (isFirst) {
            clocksBefore().ifPresent(before -> {
                stores().kept().clocksBefore(name, before);
                run.judgeBy(before);
            });
        }
        boolean last = volume.getVolumes() != null && volume.getNumber() == volume.getVolumes() - 1 && !late;
        due.addAll(last ? finish(name, run, now) : stores().estimates().due(name, run, late));
        status.heard(volume, run, now);
        return due;
    }

    private void require(Volume volume) throws BadRecordException {
        requireSubject(VoxelSampler.name(volume), volume.getSubject());
        Ids.check("run", volume.getRun());
        requireRemembered(VoxelSampler.name(volume), volume.getRun());
        if (!(volume.getSeconds() > 0) || Double.isInfinite(volume.getSeconds())) {
            throw new BadRecordException(VoxelSampler.name(volume) + " is " + volume.getSeconds()
                    + " s from the next, expected more than 0");
        }
    }

    private void requireSubject(String what, String of) throws BadRecordException {
        if (!of.equals(subject.getSubject())) {
            throw new BadRecordException(what + " is of subject " + of + ", expected " + subject.getSubject());
        }
    }

    private void requireRemembered(String what, String run) throws BadRecordException {
        if (stores().states().isForgotten(run)) {
            throw new BadRecordException(what + ": run " + run + " was over for " + options.keep().toHours()
                    + " hours and is forgotten; expected what belongs to it before, or another run's name");
        }
    }

    /// @return what is to be published now
    List<Response> add(Event event) throws BadRecordException {
        String what = "trial " + event.getTrialId();
        requireSubject(what, event.getSubject());
        Ids.check("run", event.getRun());
        Ids.check("trial id", event.getTrialId());
        Ids.check("stimulus id", event.getStimulusId());
        requireRemembered(what, event.getRun());
        if (options.onsets().clocks() && event.getShownAt() == null) {
            throw new BadRecordException(what + " of run " + event.getRun() + " has no shownAt; expected one, since "
                    + "onsets are told from clocks");
        }
        Run run = run(event.getRun());
        if (run.add(event) == Arrival.REPEATED) {
            return List.of();
        }
        stores().kept().put(event);
        status.changed(run);
        return stores().estimates().due(event.getRun(), run, run.isFinished());
    }

    /// Ends the runs that nothing has been heard of for long, and forgets those that have been over for long.
    /// @return what is to be published now
    List<Response> look(long now) {
        List<Response> due = new ArrayList<>();
        if (now - lastVolume >= options.silence().toMillis()) {
            due.addAll(finishOthers("", now));
            lastVolume = now;
        }
        stores().states().overSince(now - options.keep().toMillis(), now).forEach(this::forget);
        return due;
    }

    private void forget(String name) {
        LOG.info("run forgotten subject={} run={}", subject.getSubject(), name);
        runs.remove(name);
        stores().motion().forget(name);
        stores().kept().remove(name);
        stores().states().forget(name);
    }

    private List<Response> finishOthers(String but, long now) {
        List<Response> due = new ArrayList<>();
        for (String name : stores().states().underWay()) {
            if (!name.equals(but)) {
                due.addAll(finish(name, run(name), now));
            }
        }
        return due;
    }

    private List<Response> finish(String name, Run run, long now) {
        run.finish();
        run.clocksAfter().ifPresent(fit -> stores().kept().clocks(name, fit));
        stores().states().end(name, now);
        stores().motion().forget(name);
        status.changed(run);
        if (!run.missing().isEmpty()) {
            LOG.warn("run has gaps subject={} run={} volumes={}", subject.getSubject(), name, run.missing());
        }
        List<Response> due = stores().estimates().due(name, run, false);
        List<String> without = stores().estimates().without(name, run);
        if (!without.isEmpty()) {
            LOG.warn("trials have no response, since nothing was seen of it from its peak on, or nothing tells it from "
                    + "the others subject={} run={} trials={}", subject.getSubject(), name, without);
        }
        return due;
    }

    private Run run(String name) {
        return runs.computeIfAbsent(name, this::rebuilt);
    }

    private Run rebuilt(String name) {
        Run run = new Run(name, voxels, options, stores().kept().clocksBefore(name));
        try {
            for (Event event : stores().kept().events(name)) {
                run.add(event);
            }
            for (Volume volume : stores().kept().volumes(name)) {
                run.add(volume, Tensors.floats(volume.getValues()));
            }
        } catch (BadRecordException e) {
            throw new IllegalStateException("the store of run " + name + " holds what was never taken", e);
        }
        if (stores().states().isOver(name)) {
            run.finish();
        }
        return run;
    }

    /// How the clocks went in the newest run that is over and tells.
    private Optional<ClockFit> clocksBefore() {
        return stores().states().newestOver().stream().map(stores().kept()::clocks).flatMap(Optional::stream)
                .findFirst();
    }

    /// How the stage stands, where that has changed since it was asked last; the run that was heard of last is the last.
    List<SourceStatus> news(long now) {
        return status.news(now);
    }
}
