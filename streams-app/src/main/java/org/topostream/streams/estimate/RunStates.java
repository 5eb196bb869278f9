package org.topostream.streams.estimate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import org.topostream.streams.StoredBytes;

/// Which runs are under way, over, or forgotten: of those the name stays, so that what comes of them later is refused
/// instead of beginning them anew. A run of which only events have come is none of these.
final class RunStates {
    /// Of each run a number: see below.
    static final String RUNS = "runs";
    private static final long UNDER_WAY = 0;
    /// As earlier versions wrote it, who did not note since when.
    private static final long OVER = 1;
    private static final long FORGOTTEN = -1;

    private final KeyValueStore<String, byte[]> store;
    /// What the store holds, once it is asked; any other number is since when the run is over, in milliseconds since
    /// 1970.
    private Optional<Map<String, Long>> read = Optional.empty();

    RunStates(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    private Map<String, Long> states() {
        Map<String, Long> states = read.orElseGet(this::load);
        read = Optional.of(states);
        return states;
    }

    private Map<String, Long> load() {
        Map<String, Long> states = new HashMap<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> states.put(entry.key, StoredBytes.number(entry.value)));
        }
        return states;
    }

    private void put(String run, long state) {
        states().put(run, state);
        store.put(run, StoredBytes.of(state));
    }

    void begin(String run) {
        if (!isUnderWay(run)) {
            put(run, UNDER_WAY);
        }
    }

    /// @param now since when it is over
    void end(String run, long now) {
        put(run, Math.max(OVER + 1, now));
    }

    void forget(String run) {
        put(run, FORGOTTEN);
    }

    boolean isUnderWay(String run) {
        return has(run, state -> state == UNDER_WAY);
    }

    boolean isOver(String run) {
        return has(run, state -> state >= OVER);
    }

    boolean isForgotten(String run) {
        return has(run, state -> state == FORGOTTEN);
    }

    private boolean has(String run, LongPredicate state) {
        Long known = states().get(run);
        return known != null && state.test(known);
    }

    /// By name.
    List<String> underWay() {
        return states().keySet().stream().filter(this::isUnderWay).sorted().toList();
    }

    /// Those that are over since a moment or longer. Of an earlier version's it is only known from now on since when.
    List<String> overSince(long moment, long now) {
        states().entrySet().stream().filter(entry -> entry.getValue() == OVER).map(Map.Entry::getKey).toList()
                .forEach(run -> end(run, now));
        return states().entrySet().stream().filter(entry -> entry.getValue() > OVER && entry.getValue() <= moment)
                .map(Map.Entry::getKey).sorted().toList();
    }

    /// Those that are over, the one that ended last first.
    List<String> newestOver() {
        return states().entrySet().stream().filter(entry -> entry.getValue() > OVER)
                .sorted(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()).reversed())
                .map(Map.Entry::getKey).toList();
    }
}
