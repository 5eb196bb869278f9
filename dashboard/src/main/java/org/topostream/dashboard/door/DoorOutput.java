package org.topostream.dashboard.door;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Where doors put what comes in.
public interface DoorOutput extends AutoCloseable {
    /// Writes a record and returns at once. The future is done when all replicas have it, or when it is given up: until
    /// then nobody sends it again.
    CompletableFuture<Written> send(Outgoing record);

    /// What was written to a topic last, oldest first, and returns at once.
    CompletableFuture<List<Found>> lately(String topic);

    @Override
    void close();
}
