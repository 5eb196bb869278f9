package org.topostream.dashboard;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.topostream.dashboard.live.Live;

/// Beats once a second, also while Kafka is away.
final class Pulse implements AutoCloseable {
    private final ScheduledExecutorService executor = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("dashboard-pulse").daemon().factory());

    Pulse(Live live) {
        executor.scheduleAtFixedRate(live::beat, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
