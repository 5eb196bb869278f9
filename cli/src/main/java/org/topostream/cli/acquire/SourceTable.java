package org.topostream.cli.acquire;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.topostream.schemas.avro.SourceStatus;

/// How sources stand, of which those are printed that stand otherwise than when they were printed last. For one thread.
final class SourceTable {
    private final Map<String, SourceStatus> newest = new TreeMap<>();
    private final Set<String> changed = new TreeSet<>();
    private final Set<String> lost = new HashSet<>();

    /// A source has told how it stands, or was taken away.
    /// @param key no other source's
    void take(String key, Optional<SourceStatus> status) {
        if (status.isEmpty()) {
            newest.remove(key);
            changed.remove(key);
            return;
        }
        Optional<SourceStatus> before = Optional.ofNullable(newest.put(key, status.get()));
        if (lost.remove(key) || !before.map(SourceTable::withoutTimes).equals(status.map(SourceTable::withoutTimes))) {
            changed.add(key);
        }
    }

    private static SourceStatus withoutTimes(SourceStatus status) {
        return SourceStatus.newBuilder(status).setUpdatedAt(Instant.EPOCH).setHeardAt(null).setLagMillis(null).build();
    }

    /// Prints a row for each source that stands otherwise, or has become silent since it was killed.
    void print(PrintWriter out, Instant now) {
        newest.forEach((key, status) -> {
            if (SourceText.isLost(status, now) && lost.add(key)) {
                changed.add(key);
            }
        });
        changed.forEach(key -> SourceText.row(out, newest.get(key), now));
        changed.clear();
        out.flush();
    }
}
