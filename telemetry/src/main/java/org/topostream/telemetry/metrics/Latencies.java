package org.topostream.telemetry.metrics;

import java.time.Duration;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;

/// Timers whose histograms have the same few buckets, 1 ms to 30 s: what a prediction may take lies well within.
public final class Latencies {
    private static final Duration[] BUCKETS = IntStream
            .of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis).toArray(Duration[]::new);

    private Latencies() {}

    /// The timer of this name, the same for the same tags.
    /// @param tags names and values in turn
    public static Timer timer(String name, String description, String... tags) {
        return Timer.builder(name).description(description).tags(tags).serviceLevelObjectives(BUCKETS)
                .register(Metrics.globalRegistry);
    }
}
