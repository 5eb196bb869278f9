package org.topostream.connect;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.connect.source.SourceRecord;

/// Hands one record after the other from the thread of a door to the thread of a task, and lets the door wait until
/// Kafka has it. So a door's file is moved, and its sender told, as with a producer of its own.
final class Handover implements AutoCloseable {
    private Optional<SourceRecord> offered = Optional.empty();
    /// Connect has a record, and Kafka may have it.
    private boolean underWay;
    private boolean closed;

    /// Offers a record, one at a time, and returns once it is committed.
    /// @throws InterruptedException where the task stops before; nobody knows then whether it will be committed
    synchronized void pass(SourceRecord record) throws InterruptedException {
        offered = Optional.of(record);
        notifyAll();
        while (isPending() && !closed) {
            wait();
        }
        if (isPending()) {
            throw new InterruptedException("the task stops");
        }
    }

    private boolean isPending() {
        return offered.isPresent() || underWay;
    }

    /// The next record, if one is offered in time.
    synchronized Optional<SourceRecord> poll(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); offered.isEmpty() && !closed && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        if (closed || offered.isEmpty()) {
            return Optional.empty();
        }
        Optional<SourceRecord> taken = offered;
        offered = Optional.empty();
        underWay = true;
        return taken;
    }

    /// The record that was polled last is committed.
    synchronized void committed() {
        underWay = false;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /// Lets nobody wait any longer.
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
