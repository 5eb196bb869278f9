package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.registry.RegistryUnavailableException;
import org.topostream.schemas.serde.UnreadableRecordException;

class TopicTailTest {
    private static final String TOPIC = "t";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final MockConsumer<String, String> consumer = Tails.consumer(TOPIC);
    private final TopicTail<String> tail = Tails.open(consumer, TOPIC);
    private final List<String> read = new ArrayList<>();

    private void add(String value) {
        Tails.add(consumer, TOPIC, "key", value);
    }

    private static RecordDeserializationException failure(long offset, SerializationException cause) {
        return new RecordDeserializationException(DeserializationExceptionOrigin.VALUE, PARTITION, offset, 0,
                TimestampType.CREATE_TIME, ByteBuffer.allocate(0), ByteBuffer.allocate(0), new RecordHeaders(),
                cause.getMessage(), cause);
    }

    @Test
    void readsFromTheStartToTheEndAndThenGoesOn() {
        add("a");
        add("b");

        tail.readToEnd(record -> read.add(record.value()));
        assertEquals(List.of("a", "b"), read);

        add("c");
        tail.poll(Duration.ZERO, record -> read.add(record.value()));
        assertEquals(List.of("a", "b", "c"), read);
        assertEquals(3, tail.position(PARTITION));
        assertEquals(List.of(PARTITION), tail.partitions());
    }

    @Test
    void readsNothingOfAnEmptyTopic() {
        tail.readToEnd(record -> read.add(record.value()));

        assertEquals(List.of(), read);
    }

    @Test
    void findsTheLastRecordAndBeginsAtTheStartAgain() {
        for (int i = 0; i < 9; i++) {
            add("v" + i);
        }

        List<String> last = tail.last().stream().map(ConsumerRecord::value).toList();

        assertEquals(List.of("v8"), last);
        assertEquals(0, tail.position(PARTITION));
    }

    @Test
    void findsNoLastRecordInAnEmptyTopic() {
        assertEquals(List.of(), tail.last());
    }

    @Test
    void goesOnFromAnotherPlace() {
        add("a");
        add("b");
        tail.seek(Map.of(PARTITION, 1L));

        tail.readToEnd(record -> read.add(record.value()));

        assertEquals(List.of("b"), read);
    }

    @Test
    void passesOverARecordThatCanNeverBeRead() {
        add("unreadable");
        add("b");
        consumer.setPollException(failure(0, new UnreadableRecordException("torn")));

        tail.readToEnd(record -> read.add(record.value()));

        assertEquals(List.of("b"), read);
    }

    @Test
    void triesAgainWhereTheRegistryWasAway() {
        add("a");
        consumer.setPollException(
                failure(0, new RegistryUnavailableException("away", new java.io.IOException("refused"))));

        tail.readToEnd(record -> read.add(record.value()));

        assertEquals(List.of("a"), read);
    }

    @Test
    void refusesATopicThatDoesNotExistAndLetsGoOfTheConsumer() {
        MockConsumer<String, String> other = Tails.consumer(TOPIC);

        UnknownTopicOrPartitionException e = assertThrows(UnknownTopicOrPartitionException.class,
                () -> Tails.open(other, "nowhere"));

        assertTrue(e.getMessage().contains("topic nowhere"), e.getMessage());
        assertTrue(other.closed());
    }

    @Test
    void closesItsConsumer() {
        tail.close();

        assertTrue(consumer.closed());
    }
}
