package org.topostream.producers.scan.folder;

import java.time.Duration;

/// Time that passes only when somebody pauses.
public final class ManualClock implements PollClock {
    private long nanos = 1_000;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void pause(Duration duration) {
        nanos += duration.toNanos();
    }
}
