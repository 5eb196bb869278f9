package org.topostream.dashboard.live;

import java.time.Duration;
import java.time.Instant;

/// When a record came.
///
/// @param readAt    by the clock of this machine
/// @param timestamp what Kafka says of the record
/// @param fresh     whether it was written since the dashboard began to read: of those from before, nobody can tell how
///                  fast they came
public record Arrival(Instant readAt, Instant timestamp, boolean fresh) {
    /// How old the record was, in milliseconds; not below 0 where clocks differ.
    public double ageMs() {
        return Math.max(0, Duration.between(timestamp, readAt).toMillis());
    }
}
