package org.topostream.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/// Tails of one-partition topics that need no broker: Kafka's own stand-in for a consumer, which can read what it has read
/// once more.
public final class Tails {
    private Tails() {}

    public static <T> MockConsumer<String, T> consumer(String topic) {
        MockConsumer<String, T> consumer = new Rereading<>();
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

    private static final class Rereading<T> extends MockConsumer<String, T> {
        private final List<ConsumerRecord<String, T>> all = new ArrayList<>();
        private int mostAtOnce = Integer.MAX_VALUE;

        Rereading() {
            super("earliest");
        }

        @Override
        public synchronized void addRecord(ConsumerRecord<String, T> record) {
            all.add(record);
        }

        @Override
        public synchronized void setMaxPollRecords(long most) {
            mostAtOnce = (int) most;
        }

        @Override
        public synchronized ConsumerRecords<String, T> poll(Duration timeout) {
            super.poll(timeout); // Does what is scheduled.
            Map<TopicPartition, List<ConsumerRecord<String, T>>> found = new HashMap<>();
            for (TopicPartition partition : assignment()) {
                long from = position(partition);
                List<ConsumerRecord<String, T>> next = all.stream().filter(record -> record.offset() >= from)
                        .filter(record -> record.topic().equals(partition.topic())).limit(mostAtOnce).toList();
                if (!next.isEmpty()) {
                    found.put(partition, next);
                    seek(partition, next.getLast().offset() + 1);
                }
            }
            return new ConsumerRecords<>(found, Map.of());
        }
    }
}
