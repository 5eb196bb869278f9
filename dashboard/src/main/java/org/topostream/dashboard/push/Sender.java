package org.topostream.dashboard.push;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/// Writes one thing after another. What comes next is chosen only when the last one has gone out, so that nothing piles
/// up before a reader that is slow.
final class Sender {
    private final Connection connection;
    private final Supplier<Optional<ByteBuffer>> next;
    private final Runnable failed;
    private boolean busy;

    /// @param next   chooses; asked by one thread at a time
    /// @param failed the connection is broken
    Sender(Connection connection, Supplier<Optional<ByteBuffer>> next, Runnable failed) {
        this.connection = connection;
        this.next = next;
        this.failed = failed;
    }

    /// Sends what there is; call it without a lock that the choice needs, whenever there may be something new.
    void send() {
        chosen().ifPresent(bytes -> connection.send(bytes, this::written, failed));
    }

    private synchronized Optional<ByteBuffer> chosen() {
        if (busy) {
            return Optional.empty();
        }
        Optional<ByteBuffer> chosen = next.get();
        busy = chosen.isPresent();
        return chosen;
    }

    private void written() {
        synchronized (this) {
            busy = false;
        }
        send();
    }
}
