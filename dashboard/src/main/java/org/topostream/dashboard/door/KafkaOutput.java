package org.topostream.dashboard.door;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;

/// Writes with the site's idempotent producer, which waits for all replicas. Kafka may be away when it is made.
public final class KafkaOutput implements DoorOutput {
    /// Offsets of each partition, from its end: what a client may ask again after a restart of the server. With volumes
    /// of some MB each, more would take longer to read than a client waits.
    private static final long LOOK_BACK = 100;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Site site;
    /// A producer waits for a topic that it does not know, in whatever thread asks it to send.
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private Optional<KafkaProducer<String, SpecificRecord>> producer = Optional.empty();

    public KafkaOutput(Site site) {
        this.site = site;
    }

    @Override
    public CompletableFuture<Written> send(Outgoing record) {
        CompletableFuture<Written> written = new CompletableFuture<>();
        executor.execute(() -> send(record, written));
        return written;
    }

    private void send(Outgoing outgoing, CompletableFuture<Written> written) {
        try {
            ProducerRecord<String, SpecificRecord> record = new ProducerRecord<>(outgoing.topic(), outgoing.key(),
                    outgoing.value());
            outgoing.headers()
                    .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.US_ASCII)));
            producer().send(record, (place, failure) -> Optional.ofNullable(failure).ifPresentOrElse(
                    written::completeExceptionally,
                    () -> written.complete(new Written(place.topic(), place.partition(), place.offset()))));
        } catch (RuntimeException e) {
            written.completeExceptionally(e);
        }
    }

    private synchronized KafkaProducer<String, SpecificRecord> producer() {
        KafkaProducer<String, SpecificRecord> open = producer.orElseGet(site::<SpecificRecord>producer);
        producer = Optional.of(open);
        return open;
    }

    @Override
    public CompletableFuture<List<Found>> lately(String topic) {
        Supplier<List<Found>> reading = () -> read(topic);
        return CompletableFuture.supplyAsync(reading, executor);
    }

    /// A consumer brings no topic about, so that one that is missing is refused before anything is sent to it.
    private List<Found> read(String topic) {
        List<Found> found = new ArrayList<>();
        try (TopicTail<byte[]> tail = TopicTail.raw(site, topic)) {
            Map<TopicPartition, Long> starts = new HashMap<>();
            tail.ends().forEach((partition, end) -> starts.put(partition, Math.max(0L, end - LOOK_BACK)));
            tail.seek(starts);
            tail.readToEnd(record -> found.add(found(record)));
        }
        return found;
    }

    private static Found found(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            Optional.ofNullable(header.value()).ifPresent(
                    value -> headers.put(header.key(), new String(value, StandardCharsets.US_ASCII)));
        }
        return new Found(new Written(record.topic(), record.partition(), record.offset()),
                String.valueOf(record.key()), headers);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        synchronized (this) {
            producer.ifPresent(open -> open.close(CLOSING));
        }
    }
}
