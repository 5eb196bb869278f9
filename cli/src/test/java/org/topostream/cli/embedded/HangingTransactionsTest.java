package org.topostream.cli.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A broker that checks no transaction's partitions lets a record of one be written that its coordinator takes for complete:
/// what a kill at the wrong moment leaves.
class HangingTransactionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final short TIMEOUT_MS = 10_000;

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() throws IOException {
        broker = EmbeddedBroker.start(folder, Map.of("transaction.partition.verification.enable", "false"));
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void aCommittedTransactionThatWasLeftOpenCanBeRead() throws Exception {
        // Given
        TopicPartition partition = topic("committed");
        transaction(partition, "before", true);
        leaveOpen(partition, "left open");
        assertTrue(openSince(partition).isPresent());
        // When
        HangingTransactions.end(broker.bootstrapServers());
        // Then
        assertEquals(Optional.empty(), openSince(partition));
        assertEquals(List.of("before", "left open", "last"), committed(partition));
    }

    @Test
    void anAbortedTransactionThatWasLeftOpenStaysUnread() throws Exception {
        // Given
        TopicPartition partition = topic("aborted");
        transaction(partition, "before", false);
        leaveOpen(partition, "left open");
        assertTrue(openSince(partition).isPresent());
        // When
        HangingTransactions.end(broker.bootstrapServers());
        // Then
        assertEquals(Optional.empty(), openSince(partition));
        assertEquals(List.of("last"), committed(partition));
    }

    @Test
    void aTransactionThatGoesOnIsLeftAlone() throws Exception {
        // Given
        TopicPartition partition = topic("ongoing");
        try (KafkaProducer<String, String> producer = producer(partition.topic())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(partition.topic(), "under way")).get();
            // When
            HangingTransactions.end(broker.bootstrapServers());
            // Then
            assertTrue(openSince(partition).isPresent());
            producer.commitTransaction();
        }
        assertEquals(List.of("under way", "last"), committed(partition));
    }

    private static TopicPartition topic(String name) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        return new TopicPartition(name, 0);
    }

    private static KafkaProducer<String, String> producer(String id) {
        return new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, id), new StringSerializer(), new StringSerializer());
    }

    private static void transaction(TopicPartition partition, String value, boolean commit) {
        try (KafkaProducer<String, String> producer = producer(partition.topic())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(partition.topic(), value));
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    /// Writes one more record of the producer that wrote last, which its coordinator does not hear of.
    private static void leaveOpen(TopicPartition partition, String value) throws Exception {
        // Its marker may come after the commit, and with it another epoch.
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (openSince(partition).isPresent() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        ProducerState last = admin.describeProducers(List.of(partition)).all().get().get(partition).activeProducers()
                .getFirst();
        MemoryRecords records = MemoryRecords.withTransactionalRecords(Compression.NONE, last.producerId(),
                (short) last.producerEpoch(), 0, new SimpleRecord(System.currentTimeMillis(),
                        new byte[0], value.getBytes(StandardCharsets.UTF_8)));
        TopicProduceData topic = new TopicProduceData().setName(partition.topic())
                .setPartitionData(List.of(new PartitionProduceData().setIndex(partition.partition())
                        .setRecords(records)));
        ProduceRequest request = ProduceRequest.builder(new ProduceRequestData().setAcks((short) -1)
                .setTimeoutMs(TIMEOUT_MS).setTransactionalId(partition.topic())
                .setTopicData(new TopicProduceDataCollection(List.of(topic).iterator())))
                .build(ProduceRequest.LAST_STABLE_VERSION_BEFORE_TRANSACTION_V2);
        ProduceResponse response = (ProduceResponse) PlainRequest.send(broker.bootstrapServers(), request);
        short error = response.data().responses().iterator().next().partitionResponses().getFirst().errorCode();
        assertEquals(Errors.NONE, Errors.forCode(error));
    }

    private static Optional<Long> openSince(TopicPartition partition) throws Exception {
        return admin.describeProducers(List.of(partition)).all().get().get(partition).activeProducers().stream()
                .flatMap(producer -> producer.currentTransactionStartOffset().stream().boxed()).findFirst();
    }

    /// All that can be read, once another transaction has written behind it.
    private static List<String> committed(TopicPartition partition) {
        transaction(partition, "last", true);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!values.contains("last") && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
