package org.topostream.schemas;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.schemas.serde.UnreadableRecordException;

/// Reads whole topics from their start, committed records only, and then goes on with what comes.
public final class TopicTail<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ZERO);
    private static final Duration READ = Duration.ofMillis(200);
    private static final long LOOK_BACK = 4;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final org.apache.kafka.clients.consumer.Consumer<String, T> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    /// Reads Avro records.
    public static <R extends SpecificRecord> TopicTail<R> open(Site site, String... topics) {
        return new TopicTail<>(site.<R>consumer(), PATIENCE, topics);
    }

    /// Reads the bytes as they are.
    public static TopicTail<byte[]> raw(Site site, String... topics) {
        return new TopicTail<>(site.rawConsumer(), PATIENCE, topics);
    }

    /// @param patience how long a topic may be missing: one made just now is not known to all brokers at once
    /// @throws UnknownTopicOrPartitionException where it is missing for longer; the consumer is closed then
    TopicTail(org.apache.kafka.clients.consumer.Consumer<String, T> consumer, Duration patience, String... topics) {
        this.consumer = consumer;
        try {
            for (String topic : topics) {
                partitions.addAll(partitions(topic, patience));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        } catch (KafkaException e) {
            consumer.close(AT_ONCE);
            throw e;
        }
    }

    private List<TopicPartition> partitions(String topic, Duration patience) {
        Instant end = Instant.now().plus(patience);
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        while (found.isEmpty()) {
            if (Instant.now().isAfter(end)) {
                throw new UnknownTopicOrPartitionException("topic " + topic + " does not exist");
            }
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            found = consumer.partitionsFor(topic);
        }
        return found.stream().map(partition -> new TopicPartition(topic, partition.partition())).toList();
    }

    /// Hands on everything up to the end of the topics as it is at the call.
    public void readToEnd(Consumer<ConsumerRecord<String, T>> sink) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            poll(READ, sink);
        }
    }

    /// The last record of each partition that has one, at the call. It is looked for from the end, where a producer with
    /// transactions leaves markers that are no records, so that few records are read. The tail begins at the start again.
    public List<ConsumerRecord<String, T>> last() {
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<ConsumerRecord<String, T>> last = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            last(partition, starts.get(partition), ends.get(partition)).ifPresent(last::add);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return last;
    }

    private Optional<ConsumerRecord<String, T>> last(TopicPartition partition, long start, long end) {
        consumer.assign(List.of(partition));
        Optional<ConsumerRecord<String, T>> last = Optional.empty();
        long from = end;
        for (long back = LOOK_BACK; last.isEmpty() && from > start; back *= LOOK_BACK) {
            from = Math.max(start, end - back);
            consumer.seek(partition, from);
            List<ConsumerRecord<String, T>> newest = new ArrayList<>();
            while (consumer.position(partition) < end) {
                poll(READ, record -> {
                    newest.clear();
                    newest.add(record);
                });
            }
            last = newest.stream().findFirst();
        }
        return last;
    }

    /// Hands on what has come, waiting for it at most this long.
    public void poll(Duration longest, Consumer<ConsumerRecord<String, T>> sink) {
        ConsumerRecords<String, T> records = ConsumerRecords.empty();
        try {
            records = consumer.poll(longest);
        } catch (RecordDeserializationException e) {
            passOver(e);
        }
        records.forEach(sink);
    }

    /// A record that can never be read is passed over; the stage that owns the topic sends it to `dead-letters`.
    private void passOver(RecordDeserializationException e) {
        if (e.getCause() instanceof UnreadableRecordException) {
            LOG.warn("unreadable record passed over topic={} partition={} offset={} reason={}",
                    e.topicPartition().topic(), e.topicPartition().partition(), e.offset(), e.getCause().getMessage());
            consumer.seek(e.topicPartition(), e.offset() + 1);
        } else {
            LOG.warn("record not read yet topic={} partition={} offset={} reason={}", e.topicPartition().topic(),
                    e.topicPartition().partition(), e.offset(), String.valueOf(e.getCause()));
        }
    }

    /// Reads with a consumer that is given, and closes it in the end.
    public static <T> TopicTail<T> of(org.apache.kafka.clients.consumer.Consumer<String, T> consumer,
            String... topics) {
        return new TopicTail<>(consumer, PATIENCE, topics);
    }

    /// Where the topics end now, by partition.
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /// Where the next record of a partition is read from.
    public long position(TopicPartition partition) {
        return consumer.position(partition);
    }

    /// How many records there are behind those handed on, as far as the brokers' last answers tell.
    public long waiting() {
        return partitions.stream().mapToLong(partition -> consumer.currentLag(partition).orElse(0)).sum();
    }

    /// What is read, in the topics' order.
    public List<TopicPartition> partitions() {
        return List.copyOf(partitions);
    }

    /// Goes on from another place; partitions that are not named stay where they are.
    public void seek(Map<TopicPartition, Long> offsets) {
        offsets.forEach(consumer::seek);
    }

    /// Makes a poll under way in another thread stop with a `WakeupException`.
    public void wakeup() {
        consumer.wakeup();
    }

    /// At once: it has nothing to tell the broker, which may still be waiting for records to answer it with.
    @Override
    public void close() {
        consumer.close(AT_ONCE);
    }
}
