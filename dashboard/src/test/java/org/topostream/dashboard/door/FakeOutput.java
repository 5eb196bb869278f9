package org.topostream.dashboard.door;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A Kafka in memory. It outlives the servers that write to it.
final class FakeOutput implements DoorOutput {
    private static final int PATIENCE_SECONDS = 20;

    /// What becomes of a record that fails.
    private record Failure(RuntimeException reason, boolean arrives) {}

    private final Map<String, List<Found>> topics = new HashMap<>();
    private final List<Outgoing> sent = new ArrayList<>();
    private final Deque<Failure> failures = new ArrayDeque<>();
    private final Deque<RuntimeException> unread = new ArrayDeque<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private Optional<CompletableFuture<Boolean>> gate = Optional.empty();
    private Consumer<Outgoing> reader = outgoing -> {};

    @Override
    public synchronized CompletableFuture<Written> send(Outgoing record) {
        sent.add(record);
        first.countDown();
        Optional<Failure> failure = Optional.ofNullable(failures.poll());
        if (failure.isPresent() && !failure.get().arrives()) {
            return CompletableFuture.failedFuture(failure.get().reason());
        }
        List<Found> topic = topics.computeIfAbsent(record.topic(), name -> new ArrayList<>());
        Written written = new Written(record.topic(), 0, topic.size());
        topic.add(new Found(written, record.key(), record.headers()));
        reader.accept(record);
        if (failure.isPresent()) {
            return CompletableFuture.failedFuture(failure.get().reason());
        }
        return gate.map(open -> open.thenApply(yes -> written))
                .orElseGet(() -> CompletableFuture.completedFuture(written));
    }

    @Override
    public synchronized CompletableFuture<List<Found>> lately(String topic) {
        return Optional.ofNullable(unread.poll()).map(CompletableFuture::<List<Found>>failedFuture)
                .orElseGet(() -> CompletableFuture.completedFuture(
                        List.copyOf(topics.getOrDefault(topic, List.of()))));
    }

    synchronized List<Outgoing> sent() {
        return List.copyOf(sent);
    }

    /// Acknowledges nothing until [#release].
    synchronized void hold() {
        gate = Optional.of(new CompletableFuture<>());
    }

    void release() {
        CompletableFuture<Boolean> opened;
        synchronized (this) {
            opened = gate.orElseThrow();
            gate = Optional.empty();
        }
        opened.complete(true);
    }

    /// The next record fails.
    /// @param arrives whether it lies in its topic all the same
    synchronized void fail(RuntimeException reason, boolean arrives) {
        failures.add(new Failure(reason, arrives));
    }

    /// The next topic cannot be read.
    synchronized void failToRead(RuntimeException reason) {
        unread.add(reason);
    }

    /// Told of every record that arrives.
    synchronized void tell(Consumer<Outgoing> listener) {
        reader = listener;
    }

    void awaitFirst() throws InterruptedException {
        if (!first.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was sent");
        }
    }

    @Override
    public void close() {
        // What lies in it stays.
    }
}
