package org.topostream.producers.dataset.scan;

import java.util.Optional;
import java.util.Set;

/// What of a scan was sent before: topics remember it.
///
/// @param pictures trial ids
/// @param events   trial ids
/// @param volume   the last one; all before it were sent, too
public record SentBefore(Set<String> pictures, Set<String> events, Optional<Last> volume) {
    /// A volume.
    ///
    /// @param run    the run's name
    /// @param number from 0
    public record Last(String run, int number) {}

    public SentBefore {
        pictures = Set.copyOf(pictures);
        events = Set.copyOf(events);
    }

    /// Nothing.
    public static SentBefore nothing() {
        return new SentBefore(Set.of(), Set.of(), Optional.empty());
    }
}
