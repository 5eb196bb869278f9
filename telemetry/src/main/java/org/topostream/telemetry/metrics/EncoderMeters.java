package org.topostream.telemetry.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/// The encoder that a part has: `topostream.encoder.version`, and `topostream.encoder.age.seconds` since it was published.
public final class EncoderMeters implements AutoCloseable {
    private final Gauges gauges;
    private final AtomicReference<Instant> published = new AtomicReference<>(Instant.EPOCH);

    /// @param part whose encoder, such as `score` or `train`
    public EncoderMeters(String part, String subject, String backbone) {
        gauges = new Gauges("part", part, "subject", subject, "backbone", backbone);
    }

    /// It has this one from now on.
    public synchronized void has(long version, Instant publishedAt) {
        if (published.getAndSet(publishedAt).equals(Instant.EPOCH)) {
            gauges.watch("topostream.encoder.age.seconds",
                    () -> Duration.between(published.get(), Instant.now()).toMillis() / 1e3);
        }
        gauges.set("topostream.encoder.version", version);
    }

    @Override
    public void close() {
        gauges.close();
    }
}
