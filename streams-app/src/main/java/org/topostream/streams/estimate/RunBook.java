package org.topostream.streams.estimate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.glm.Arrival;
import org.topostream.factortopy.glm.TrialEstimate;
import org.topostream.schemas.Ids;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.BadRecordException;
import org.topostream.streams.StoredBytes;

/// The runs of one subject: the volumes, masked, and the events in stores, from which a run under way is rebuilt after a
/// restart; and which estimates of each trial have been published. Shared by the handlers of one task, which run in one
/// thread.
///
/// A trial is estimated as soon as the peak of its response has been seen, again once all of it has, and a last time, as
/// complete, when the run is over: with its last volume where the source tells how many there are, else with the first
/// volume of another run, or after a silence. What comes later all the same makes later revisions of complete ones.
final class RunBook {
    static final String VOLUMES = "volumes";
    static final String EVENTS = "events";
    /// Of each trial: revision, and how much of its response the last published estimate knew.
    static final String PUBLISHED = "published";
    /// Of each run: 1 once it is over.
    static final String RUNS = "runs";
    private static final Logger LOG = LoggerFactory.getLogger(RunBook.class);
    private static final char SEPARATOR = '\u0000';
    private static final int NOTHING = 0;
    private static final int PEAK = 1;
    private static final int WHOLE = 2;
    private static final int COMPLETE = 3;

    private final Subject subject;
    private final int voxels;
    private final EstimateOptions options;
    private final VoxelSampler sampler;
    private final Map<String, Run> runs = new HashMap<>();
    private Optional<KeyValueStore<String, Volume>> volumes = Optional.empty();
    private Optional<KeyValueStore<String, Event>> events = Optional.empty();
    private Optional<KeyValueStore<String, byte[]>> published = Optional.empty();
    private Optional<KeyValueStore<String, byte[]>> over = Optional.empty();
    private long lastVolume;

    RunBook(Subject subject, EstimateOptions options) {
        this.subject = subject;
        this.options = options;
        voxels = subject.getCoordinates().getShape().getFirst();
        sampler = new VoxelSampler(subject);
    }

    /// For a task that begins, or begins anew: what is in memory may be of a transaction that was aborted.
    void open(ProcessorContext<String, SpecificRecord> context) {
        volumes = Optional.of(context.getStateStore(VOLUMES));
        events = Optional.of(context.getStateStore(EVENTS));
        published = Optional.of(context.getStateStore(PUBLISHED));
        over = Optional.of(context.getStateStore(RUNS));
        runs.clear();
        lastVolume = context.currentSystemTimeMs();
    }

    /// @return what is to be published now
    List<Response> add(Volume volume, long now) throws BadRecordException {
        require(volume);
        float[] values = sampler.sample(volume);
        Run run = run(volume.getRun());
        boolean late = run.isFinished();
        if (run.add(volume, values) == Arrival.REPEATED) {
            return List.of();
        }
        lastVolume = now;
        volumes.orElseThrow().put(volume.getRun() + SEPARATOR + String.format(Locale.ROOT, "%05d", volume.getNumber()),
                Volume.newBuilder(volume).setValues(Tensors.float32(values, voxels)).build());
        List<Response> due = new ArrayList<>();
        if (!late) {
            due.addAll(finishOthers(volume.getRun()));
            runs.entrySet().removeIf(each -> !each.getKey().equals(volume.getRun()) && each.getValue().isFinished());
            over.orElseThrow().put(volume.getRun(), StoredBytes.of(0));
        }
        if (volume.getVolumes() != null && volume.getNumber() == volume.getVolumes() - 1 && !late) {
            finish(volume.getRun(), run);
        }
        due.addAll(due(volume.getRun(), run, late));
        return due;
    }

    private void require(Volume volume) throws BadRecordException {
        requireSubject(VoxelSampler.name(volume), volume.getSubject());
        Ids.check("run", volume.getRun());
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

    /// @return what is to be published now
    List<Response> add(Event event) throws BadRecordException {
        requireSubject("trial " + event.getTrialId(), event.getSubject());
        Ids.check("run", event.getRun());
        Ids.check("trial id", event.getTrialId());
        Ids.check("stimulus id", event.getStimulusId());
        Run run = run(event.getRun());
        if (run.add(event) == Arrival.REPEATED) {
            return List.of();
        }
        events.orElseThrow().put(event.getRun() + SEPARATOR + event.getTrialId(), event);
        return due(event.getRun(), run, run.isFinished());
    }

    /// Ends the runs that nothing has been heard of for long.
    /// @return what is to be published now
    List<Response> look(long now) {
        List<Response> due = new ArrayList<>();
        if (now - lastVolume >= options.silence().toMillis()) {
            due.addAll(finishOthers(""));
            lastVolume = now;
        }
        return due;
    }

    private List<Response> finishOthers(String but) {
        List<String> open = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = over.orElseThrow().all()) {
            all.forEachRemaining(entry -> {
                if (!entry.key.equals(but) && StoredBytes.number(entry.value) == 0) {
                    open.add(entry.key);
                }
            });
        }
        List<Response> due = new ArrayList<>();
        for (String name : open) {
            Run run = run(name);
            finish(name, run);
            due.addAll(due(name, run, false));
        }
        return due;
    }

    private void finish(String name, Run run) {
        run.finish();
        over.orElseThrow().put(name, StoredBytes.of(1));
        if (!run.missing().isEmpty()) {
            LOG.warn("run has gaps subject={} run={} volumes={}", subject.getSubject(), name, run.missing());
        }
    }

    private Run run(String name) {
        return runs.computeIfAbsent(name, this::rebuilt);
    }

    private Run rebuilt(String name) {
        Run run = new Run(voxels, options);
        try {
            for (Event event : all(events.orElseThrow(), name)) {
                run.add(event);
            }
            for (Volume volume : all(volumes.orElseThrow(), name)) {
                run.add(volume, Tensors.floats(volume.getValues()));
            }
        } catch (BadRecordException e) {
            throw new IllegalStateException("the store of run " + name + " holds what was never taken", e);
        }
        byte[] ended = over.orElseThrow().get(name);
        if (ended != null && StoredBytes.number(ended) == 1) {
            run.finish();
        }
        return run;
    }

    private static <V> List<V> all(KeyValueStore<String, V> store, String run) {
        List<V> values = new ArrayList<>();
        try (KeyValueIterator<String, V> found = store.range(run + SEPARATOR, run + (char) (SEPARATOR + 1))) {
            while (found.hasNext()) {
                KeyValue<String, V> entry = found.next();
                if (entry.key.startsWith(run + SEPARATOR)) {
                    values.add(entry.value);
                }
            }
        }
        return values;
    }

    /// @param all whether every trial has changed, since something came to a run that was over
    private List<Response> due(String name, Run run, boolean all) {
        List<Response> due = new ArrayList<>();
        for (Event event : run.events()) {
            String key = name + SEPARATOR + event.getTrialId();
            byte[] stored = published.orElseThrow().get(key);
            double[] last = stored == null ? new double[]{-1, NOTHING} : StoredBytes.numbers(stored);
            if (all || isWorthALook(run, event, (int) last[1])) {
                boolean seenAll = run.hasSeenAll(event);
                run.estimate(event).filter(estimate -> all || knows(estimate, seenAll) > last[1])
                        .ifPresent(estimate -> {
                            int revision = (int) last[0] + 1;
                            published.orElseThrow().put(key,
                                    StoredBytes.of(new double[]{revision, knows(estimate, seenAll)}));
                            due.add(response(event, estimate, revision));
                        });
            }
        }
        return due;
    }

    private static boolean isWorthALook(Run run, Event event, int known) {
        return run.isFinished() && run.hasVolumes() && known < COMPLETE || known < PEAK && run.hasSeenPeak(event)
                || known < WHOLE && run.hasSeenAll(event);
    }

    /// @param seenAll whether volumes lie behind its response, though some of it may be lost
    private static int knows(TrialEstimate estimate, boolean seenAll) {
        if (estimate.complete()) {
            return COMPLETE;
        }
        if (!estimate.usable()) {
            return NOTHING;
        }
        return seenAll ? WHOLE : PEAK;
    }

    /// A beta that cannot be told, as of a voxel that lies outside the volumes, is 0.
    private Response response(Event event, TrialEstimate estimate, int revision) {
        float[] betas = estimate.betas().clone();
        for (int voxel = 0; voxel < betas.length; voxel++) {
            betas[voxel] = Float.isFinite(betas[voxel]) ? betas[voxel] : 0;
        }
        return Response.newBuilder().setStimulusId(event.getStimulusId()).setTrialId(event.getTrialId())
                .setSubject(subject.getSubject()).setSession(event.getSession()).setRevision(revision)
                .setComplete(estimate.complete()).setValues(Tensors.float32(betas, betas.length)).build();
    }
}
