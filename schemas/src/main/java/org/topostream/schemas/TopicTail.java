package org.topostream.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/// Reads whole topics from their start, committed records only, and then goes on with what comes.
public final class TopicTail<T extends SpecificRecord> implements AutoCloseable {
    private final KafkaConsumer<String, T> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    public TopicTail(Site site, String... topics) {
        consumer = site.consumer();
        for (String topic : topics) {
            for (PartitionInfo partition : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /// Hands on everything up to the end of the topics as it is at the call.
    public void readToEnd(Consumer<ConsumerRecord<String, T>> sink) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            poll(Duration.ofMillis(200), sink);
        }
    }

    /// Hands on what has come, waiting for it at most this long.
    public void poll(Duration longest, Consumer<ConsumerRecord<String, T>> sink) {
        consumer.poll(longest).forEach(sink);
    }

    /// Where the next record of a partition is read from.
    public long position(TopicPartition partition) {
        return consumer.position(partition);
    }

    /// Goes on from another place; partitions that are not named stay where they are.
    public void seek(Map<TopicPartition, Long> offsets) {
        offsets.forEach(consumer::seek);
    }

    /// Makes a poll under way in another thread stop with a `WakeupException`.
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
