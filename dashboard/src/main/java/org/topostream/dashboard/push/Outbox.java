package org.topostream.dashboard.push;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.topostream.dashboard.live.Update;

/// What waits for one reader: of each key the newest only, and never one that is not newer than what was taken already.
/// For one thread at a time.
final class Outbox {
    private final Map<String, Update> waiting = new LinkedHashMap<>();
    private final Map<String, Long> taken = new HashMap<>();

    void put(Update update) {
        long before = taken.getOrDefault(update.key(), Long.MIN_VALUE);
        if (update.seq() > before) {
            waiting.merge(update.key(), update, (old, latest) -> latest.seq() > old.seq() ? latest : old);
        }
    }

    /// Takes out what has waited longest of those that are allowed.
    Optional<Update> take(Predicate<Update> allowed) {
        Optional<Update> chosen = waiting.values().stream().filter(allowed).findFirst();
        chosen.ifPresent(update -> {
            waiting.remove(update.key());
            taken.put(update.key(), update.seq());
        });
        return chosen;
    }

    /// From now on as if nothing of this key had ever been put or taken.
    void forget(String key) {
        waiting.remove(key);
        taken.remove(key);
    }

    void clear() {
        waiting.clear();
        taken.clear();
    }
}
