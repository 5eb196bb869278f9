package org.topostream.cli.acquire;

import java.util.function.Supplier;

import org.topostream.schemas.avro.SourceState;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.telemetry.health.Condition;
import org.topostream.telemetry.health.Watched;

/// A source of volumes, as health sees it: one that has failed waits for whoever can mend it.
///
/// @param status how it stands now
public record WatchedSource(Supplier<SourceStatus> status) implements Watched, AutoCloseable {
    @Override
    public String name() {
        return "source " + status.get().getSource();
    }

    @Override
    public Condition condition() {
        SourceStatus now = status.get();
        return now.getState() == SourceState.FAILED ? new Condition.Waiting(now.getReason()) : new Condition.Ready();
    }

    @Override
    public void close() {
        // The source itself is another part.
    }
}
