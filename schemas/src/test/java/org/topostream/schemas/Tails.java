package org.topostream.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/// Tails of one-partition topics that need no broker: Kafka's own stand-in for a consumer.
public final class Tails {
    private Tails() {}

    public static <T> MockConsumer<String, T> consumer(String topic) {
        MockConsumer<String, T> consumer = new MockConsumer<>("earliest");
        TopicPartition partition = new TopicPartition(topic, 0);
        Node[] none = {};
        consumer.updatePartitions(topic,
                List.of(new PartitionInfo(topic, 0, Node.noNode(), none, none)));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 0L));
        return consumer;
    }

    public static <T> TopicTail<T> open(MockConsumer<String, T> consumer, String topic) {
        return new TopicTail<>(consumer, Duration.ZERO, topic);
    }

    /// Appends a record.
    public static <T> void add(MockConsumer<String, T> consumer, String topic, String key, T value) {
        TopicPartition partition = new TopicPartition(topic, 0);
        long offset = consumer.endOffsets(List.of(partition)).get(partition);
        consumer.addRecord(new ConsumerRecord<>(topic, 0, offset, key, value));
        consumer.updateEndOffsets(Map.of(partition, offset + 1));
    }
}
