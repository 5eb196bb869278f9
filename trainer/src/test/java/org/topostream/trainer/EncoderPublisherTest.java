package org.topostream.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.TopicTail;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.encoders.EncoderAssembler;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;

class EncoderPublisherTest {
    private static final TopicPartition RESPONSES = new TopicPartition("responses.anna", 0);
    private static final Horizon HORIZON = new Horizon(Map.of(RESPONSES, 7L));

    private final MockProducer<String, EncoderPart> producer = new MockProducer<>(true, new RoundRobinPartitioner(),
            new StringSerializer(), (topic, part) -> new byte[0]);
    private Map<String, byte[]> blobs = Map.of();

    @BeforeEach
    void fill() {
        blobs = new LinkedHashMap<>();
        byte[] large = new byte[2_000_000];
        new SplittableRandom(1).nextBytes(large);
        blobs.put(EncoderParts.ENCODER, large);
        blobs.put(EncoderParts.OPTIMISER, new byte[]{4, 5, 6});
    }

    private final class Clients implements TrainerClients {
        @Override
        public TopicTail<SpecificRecord> tail(String... topics) {
            throw new AssertionError("a publisher reads nothing");
        }

        @Override
        public Producer<String, EncoderPart> producer(String transactionalId) {
            assertEquals("topostream-train-anna.clip", transactionalId);
            return producer;
        }
    }

    private EncoderPublisher open() {
        return EncoderPublisher.open(new Clients(), "anna", "clip");
    }

    private static EncoderManifest draft(long version) {
        return EncoderPublisher.draft().setSubject("anna").setBackbone("clip").setBackboneDigest("d1")
                .setVersion(version).setSteps(50).setTrials(10).setTrainedUpTo(7).build();
    }

    @Test
    void publishesChunksThenManifestThenOffsetsAtOnce() {
        try (EncoderPublisher publisher = open()) {

            assertTrue(publisher.publish(draft(3), blobs, HORIZON));
        }

        List<ProducerRecord<String, EncoderPart>> sent = producer.history();
        assertEquals(1, producer.commitCount());
        assertEquals(List.of("encoder/00000", "encoder/00001", "encoder/00002", "optimiser/00000", "manifest"),
                sent.stream().map(ProducerRecord::key).toList());
        assertTrue(sent.stream().allMatch(record -> record.topic().equals("encoders.anna.clip")));
        assertEquals(List.of(Map.of("topostream-train-anna.clip", Map.of(RESPONSES, new OffsetAndMetadata(7, "10")))),
                producer.consumerGroupOffsetsHistory());
        assertTrue(producer.closed());
    }

    @Test
    void whatItPublishesCanBePutTogether() {
        try (EncoderPublisher publisher = open()) {
            publisher.publish(draft(3), blobs, HORIZON);
        }
        EncoderAssembler assembler = new EncoderAssembler(blobs.keySet());

        Optional<PublishedEncoder> whole = Optional.empty();
        for (ProducerRecord<String, EncoderPart> record : producer.history()) {
            whole = assembler.accept(record.key(), record.value());
        }

        EncoderManifest manifest = whole.orElseThrow().manifest();
        assertEquals(3, manifest.getVersion());
        assertEquals(7, manifest.getTrainedUpTo());
        assertEquals(HORIZON, Horizon.of(manifest.getSourceOffsets()));
        for (Map.Entry<String, byte[]> blob : blobs.entrySet()) {
            assertArrayEquals(blob.getValue(), whole.orElseThrow().blob(blob.getKey()));
        }
    }

    @Test
    void leavesNothingBehindWhereItFails() {
        try (EncoderPublisher publisher = open()) {
            producer.commitTransactionException = new KafkaException("broker went away");

            assertFalse(publisher.publish(draft(3), blobs, HORIZON));

            assertTrue(producer.transactionAborted());
            assertTrue(producer.history().isEmpty());
            assertTrue(producer.consumerGroupOffsetsHistory().isEmpty());
        }
    }

    @Test
    void makesUpForAPublicationThatFailed() {
        try (EncoderPublisher publisher = open()) {
            producer.sendException = new KafkaException("buffer is full");
            publisher.publish(draft(3), blobs, HORIZON);
            producer.sendException = null;

            assertTrue(publisher.publish(draft(3), blobs, HORIZON));

            assertEquals(1, producer.commitCount());
            assertEquals(5, producer.history().size());
        }
    }

    @Test
    void saysThatAnotherTrainerHasTakenOver() {
        try (EncoderPublisher publisher = open()) {
            producer.fenceProducer();

            assertThrows(ProducerFencedException.class, () -> publisher.publish(draft(3), blobs, HORIZON));

            assertEquals(0, producer.commitCount());
        }
    }

    @Test
    void letsGoOfItsProducerWhereItCannotBegin() {
        producer.initTransactionException = new TimeoutException("no broker");

        assertThrows(TimeoutException.class, this::open);

        assertTrue(producer.closed());
    }
}
