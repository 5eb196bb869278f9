package org.topostream.telemetry.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;

/// The current values of one thing, such as an encoder; they are shown until it is closed.
public final class Gauges implements AutoCloseable {
    private final Tags tags;
    private final Map<String, AtomicReference<Double>> values = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Meter> meters = new ConcurrentLinkedQueue<>();

    /// @param tags names and values in turn, which no other thing of its kind has in this process
    public Gauges(String... tags) {
        this.tags = Tags.of(tags);
    }

    /// Shows this value from now on.
    public void set(String name, double value) {
        values.computeIfAbsent(name, added -> {
            AtomicReference<Double> held = new AtomicReference<>(value);
            watch(added, held::get);
            return held;
        }).set(value);
    }

    /// Shows what this gives when it is asked; returns at once, from any thread.
    /// @param more further tags
    public void watch(String name, DoubleSupplier value, String... more) {
        meters.add(Gauge.builder(name, value::getAsDouble).tags(tags.and(more)).strongReference(true)
                .register(Metrics.globalRegistry));
    }

    @Override
    public void close() {
        meters.forEach(Metrics.globalRegistry::remove);
        meters.clear();
        values.clear();
    }
}
