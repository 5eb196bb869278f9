package org.topostream.cli.parts;

import java.util.ArrayDeque;
import java.util.Deque;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Parts in the order in which they were started; closing stops them in reverse.
public final class Lifecycle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /// Takes charge of a part.
    public synchronized <P extends AutoCloseable> P add(P part) {
        started.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("part did not stop cleanly part={} reason={}", part.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
