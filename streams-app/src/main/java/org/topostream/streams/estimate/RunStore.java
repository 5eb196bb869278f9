package org.topostream.streams.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import org.topostream.factortopy.timing.ClockFit;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.StoredBytes;

/// What is kept of runs, from which they are made anew after a restart.
final class RunStore {
    /// Volumes, masked, with the motion parameters that were used.
    static final String VOLUMES = "volumes";
    static final String EVENTS = "events";
    /// Of each trial: revision, and how much of its response the last published estimate knew.
    static final String PUBLISHED = "published";
    /// Of each run the whole volume that others are registered to.
    static final String REFERENCES = "references";
    /// Of each run how its clocks went, once it is over, and by what they are judged.
    static final String CLOCKS = "clocks";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final char SEPARATOR = '\u0000';

    private final KeyValueStore<String, Volume> volumes;
    private final KeyValueStore<String, Event> events;
    private final KeyValueStore<String, byte[]> published;
    private final KeyValueStore<String, Volume> references;
    private final KeyValueStore<String, byte[]> clocks;

    RunStore(ProcessorContext<String, SpecificRecord> context) {
        volumes = context.getStateStore(VOLUMES);
        events = context.getStateStore(EVENTS);
        published = context.getStateStore(PUBLISHED);
        references = context.getStateStore(REFERENCES);
        clocks = context.getStateStore(CLOCKS);
    }

    void put(Volume masked) {
        volumes.put(masked.getRun() + SEPARATOR + String.format(Locale.ROOT, "%05d", masked.getNumber()), masked);
    }

    void put(Event event) {
        events.put(event.getRun() + SEPARATOR + event.getTrialId(), event);
    }

    /// In the order of their numbers.
    List<Volume> volumes(String run) {
        return all(volumes, run).stream().map(entry -> entry.value).toList();
    }

    List<Event> events(String run) {
        return all(events, run).stream().map(entry -> entry.value).toList();
    }

    /// What was published of a trial last: its revision, and how much of its response that knew.
    Optional<double[]> published(String run, String trial) {
        return Optional.ofNullable(published.get(run + SEPARATOR + trial)).map(StoredBytes::numbers);
    }

    void published(String run, String trial, int revision, int knows) {
        published.put(run + SEPARATOR + trial, StoredBytes.of(new double[]{revision, knows}));
    }

    void reference(Volume whole) {
        references.put(whole.getRun(), whole);
    }

    Optional<Volume> reference(String run) {
        return Optional.ofNullable(references.get(run));
    }

    /// Keeps how the clocks went in a run.
    void clocks(String run, ClockFit fit) {
        clocks.put(run + SEPARATOR + AFTER, stored(fit));
    }

    /// How they went in a run.
    Optional<ClockFit> clocks(String run) {
        return fit(run + SEPARATOR + AFTER);
    }

    /// Keeps by what a run's clocks are judged.
    void clocksBefore(String run, ClockFit fit) {
        clocks.put(run + SEPARATOR + BEFORE, stored(fit));
    }

    /// By what they are judged.
    Optional<ClockFit> clocksBefore(String run) {
        return fit(run + SEPARATOR + BEFORE);
    }

    private static byte[] stored(ClockFit fit) {
        return StoredBytes.of(new double[]{fit.origin(), fit.offset(), fit.drift(), fit.spread(), fit.pairs(),
                fit.outliers()});
    }

    private Optional<ClockFit> fit(String key) {
        return Optional.ofNullable(clocks.get(key)).map(StoredBytes::numbers).map(numbers -> new ClockFit(numbers[0],
                numbers[1], numbers[2], numbers[3], (int) numbers[4], (int) numbers[5]));
    }

    void remove(String run) {
        all(volumes, run).forEach(entry -> volumes.delete(entry.key));
        all(events, run).forEach(entry -> events.delete(entry.key));
        all(published, run).forEach(entry -> published.delete(entry.key));
        all(clocks, run).forEach(entry -> clocks.delete(entry.key));
        references.delete(run);
    }

    private static <V> List<KeyValue<String, V>> all(KeyValueStore<String, V> store, String run) {
        List<KeyValue<String, V>> entries = new ArrayList<>();
        try (KeyValueIterator<String, V> found = store.range(run + SEPARATOR, run + (char) (SEPARATOR + 1))) {
            while (found.hasNext()) {
                KeyValue<String, V> entry = found.next();
                if (entry.key.startsWith(run + SEPARATOR)) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }
}
