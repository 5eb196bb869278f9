package org.topostream.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import org.topostream.schemas.TopicTail;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Response;

/// Brings the examples to where the last encoder had seen its topics, and the tail behind that. What lies beyond is
/// left for then: a trial is new if one of its two records does, whatever the order in which they are read again.
record Refill(TopicTail<SpecificRecord> tail, ExampleStore store, Intake intake, Horizon horizon, Inputs inputs) {
    private static final Duration POLL = Duration.ofMillis(100);

    /// @throws IllegalStateException where the topics end before what the encoder has seen
    void run(BooleanSupplier closed) throws IOException {
        Map<TopicPartition, Long> starts = new HashMap<>(horizon.next());
        for (TopicPartition partition : tail.partitions()) {
            starts.merge(partition, tail.position(partition), Math::max);
        }
        requireReachable();
        tail.seek(store.positions(inputs));
        try {
            while (!closed.getAsBoolean() && isShort()) {
                tail.poll(POLL, this::keep);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        tail.seek(starts);
    }

    private void requireReachable() {
        Map<TopicPartition, Long> ends = tail.ends();
        horizon.next().forEach((partition, next) -> {
            if (ends.getOrDefault(partition, 0L) < next) {
                throw new IllegalStateException("the last encoder had seen " + partition + " up to offset " + next
                        + ", but it ends at " + ends.getOrDefault(partition, 0L)
                        + "; where the topic was made anew, delete the encoders topic as well");
            }
        });
    }

    private boolean isShort() {
        return horizon.next().entrySet().stream().anyMatch(seen -> tail.position(seen.getKey()) < seen.getValue());
    }

    private void keep(ConsumerRecord<String, SpecificRecord> record) {
        if (!horizon.includes(new TopicPartition(record.topic(), record.partition()), record.offset())) {
            return;
        }
        try {
            switch (record.value()) {
                case Features features when intake.takes(record.key(), features) ->
                    store.add(features, record.partition(), record.offset());
                case Response response when intake.takes(record.key(), response) ->
                    store.add(response, record.partition(), record.offset());
                case null, default -> {
                    // Not to be learnt from.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
