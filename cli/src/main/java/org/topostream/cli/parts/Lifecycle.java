package org.topostream.cli.parts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.telemetry.health.Watched;

/// Parts in the order in which they were started; closing stops them in reverse.
public final class Lifecycle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closed;

    /// Takes charge of a part; one that comes after the end is stopped at once.
    public <P extends AutoCloseable> P add(P part) {
        synchronized (started) {
            if (!closed) {
                started.push(part);
                return part;
            }
        }
        stop(part);
        return part;
    }

    /// Of the parts that are there now, those that can say how they are; the one that was started first comes first.
    public List<Watched> watched() {
        synchronized (started) {
            return started.reversed().stream().filter(Watched.class::isInstance).map(Watched.class::cast).toList();
        }
    }

    /// The lock is not held while a part stops: it may wait for a thread that is adding another one.
    @Override
    public void close() {
        for (Optional<AutoCloseable> part = next(); part.isPresent(); part = next()) {
            stop(part.get());
        }
    }

    private Optional<AutoCloseable> next() {
        synchronized (started) {
            closed = true;
            return Optional.ofNullable(started.poll());
        }
    }

    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("part did not stop cleanly part={} reason={}", part.getClass().getSimpleName(), e.toString());
        }
    }
}
