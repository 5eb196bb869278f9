package org.topostream.dashboard.door;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends each parcel once, however often it comes.
///
/// Before the first parcel of a topic, what doors wrote there last is read. A record that Kafka does not acknowledge in
/// time stays on its way: who asks again waits for the same one. A record that was given up may have arrived all the
/// same, so that its topic is read once more before it is sent again.
final class Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    /// Avro's wire format, key, headers and what Kafka adds.
    private static final int ENVELOPE = 4096;

    private final DoorOutput output;
    private final DoorLimits limits;
    private final Ledger ledger;
    private final Map<String, CompletableFuture<Boolean>> read = new ConcurrentHashMap<>();

    Dispatch(DoorOutput output, DoorLimits limits) {
        this.output = output;
        this.limits = limits;
        ledger = new Ledger(limits.remembered());
    }

    /// Where a parcel lies.
    ///
    /// @param again whether it came before
    record Receipt(Written written, boolean again) {}

    /// Returns when all replicas have it.
    /// @param key the request's own name for itself
    /// @throws Problem where something else was sent under that name, it is too large, or Kafka does not take it in
    ///                 time
    Receipt send(Parcel parcel, Optional<String> key) {
        int bytes = parcel.contents().bytes() + ENVELOPE;
        if (bytes > limits.recordBytes()) {
            throw Problem.tooLarge("the body", "a record of at most " + limits.recordBytes() + " bytes",
                    "one of " + bytes);
        }
        recall(parcel.topic());
        return switch (ledger.claim(parcel, key)) {
            case Ledger.Claim.Taken taken -> throw Problem.conflict(taken.name(),
                    "what was sent under that name before, " + taken.entry().identity(),
                    parcel.identity() + " with other contents; give it a name of its own");
            case Ledger.Claim.Again again -> new Receipt(await(parcel.topic(), again.entry().written()), true);
            case Ledger.Claim.First first -> sent(parcel, key, first.entry());
        };
    }

    private Receipt sent(Parcel parcel, Optional<String> key, Ledger.Entry entry) {
        send(parcel, key, entry);
        return new Receipt(await(parcel.topic(), entry.written()), false);
    }

    private void recall(String topic) {
        read.values().removeIf(CompletableFuture::isCompletedExceptionally);
        await(topic, read.computeIfAbsent(topic, this::remember));
    }

    private CompletableFuture<Boolean> remember(String topic) {
        try {
            return output.lately(topic).thenApply(lately -> {
                ledger.remember(lately);
                return true;
            });
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void send(Parcel parcel, Optional<String> key, Ledger.Entry entry) {
        try {
            output.send(new Outgoing(parcel.topic(), parcel.key(), parcel.value(), Ledger.headers(parcel, key)))
                    .whenComplete((written, failure) -> Optional.ofNullable(failure).ifPresentOrElse(
                            e -> giveUp(parcel, entry, e), () -> entry.written().complete(written)));
        } catch (RuntimeException | Error e) {
            giveUp(parcel, entry, e); // Whoever waits for it must not wait for ever.
        }
    }

    private void giveUp(Parcel parcel, Ledger.Entry entry, Throwable failure) {
        LOG.warn("record not sent topic={} key={} reason={}", parcel.topic(), parcel.key(), failure.toString());
        read.remove(parcel.topic());
        ledger.forget(entry);
        entry.written().completeExceptionally(failure);
    }

    private <T> T await(String topic, Future<T> future) {
        try {
            return future.get(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Problem.unavailable(topic, "an answer of Kafka within " + limits.patience().toMillis() + " ms",
                    "none yet; ask again with the same ids");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable(topic, "a server", "one that is being closed");
        } catch (ExecutionException e) {
            throw refused(topic, e.getCause());
        }
    }

    private static Problem refused(String topic, Throwable cause) {
        return cause instanceof RecordTooLargeException
                ? Problem.tooLarge("the body", "a record that Kafka takes", String.valueOf(cause.getMessage()))
                : Problem.unavailable(topic, "Kafka to take it", cause.toString());
    }
}
