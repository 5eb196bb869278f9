package org.topostream.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.DeadLetterHeaders;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Split;

class AnswersTest {
    private static final String PREDICTIONS = "predictions.anna";
    private static final String LETTERS = "dead-letters";

    private final MockConsumer<String, Prediction> predictions = consumer(PREDICTIONS);
    private final MockConsumer<String, byte[]> letters = consumer(LETTERS);

    private static <T> MockConsumer<String, T> consumer(String topic) {
        MockConsumer<String, T> consumer = new MockConsumer<>("earliest");
        Node[] none = {};
        consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), none, none)));
        consumer.updateBeginningOffsets(Map.of(new TopicPartition(topic, 0), 0L));
        consumer.updateEndOffsets(Map.of(new TopicPartition(topic, 0), 0L));
        return consumer;
    }

    private Answers open() {
        return new Answers(TopicTail.of(predictions, PREDICTIONS), TopicTail.of(letters, LETTERS), "clip");
    }

    private void predict(long offset, String stimulus, String backbone, long version) {
        Prediction prediction = Prediction.newBuilder().setStimulusId(stimulus).setTrialId("").setSession("")
                .setSubject("anna").setSplit(Split.TRAIN).setBackbone(backbone).setEncoderVersion(version)
                .setEncoderSteps(0).setTrainedUpTo(0).setValues(Tensors.float32(new float[1], 1))
                .setSentAt(Instant.now()).setExtractStartedAt(Instant.now()).setExtractedAt(Instant.now())
                .setScoreStartedAt(Instant.now()).setScoredAt(Instant.now()).setComputeMillis(0).build();
        predictions.addRecord(new ConsumerRecord<>(PREDICTIONS, 0, offset, stimulus, prediction));
    }

    private void refuse(long offset, String stimulus, String backbone) {
        RecordHeaders headers = new RecordHeaders();
        if (!backbone.isEmpty()) {
            headers.add(DeadLetterHeaders.BACKBONE, backbone.getBytes(StandardCharsets.UTF_8));
        }
        letters.addRecord(new ConsumerRecord<>(LETTERS, 0, offset, 0, TimestampType.CREATE_TIME, 0, 0, stimulus,
                new byte[0], headers, Optional.empty()));
    }

    @Test
    void areThoseOfTheSessionsOwnBackbone() {
        Answers answers = open();
        predict(0, "a", "mae", 7);
        predict(1, "b", "clip", 3);
        predict(2, "c", "mae", 8);

        answers.poll();

        assertFalse(answers.has("a"));
        assertTrue(answers.isPredicted("b"));
        assertEquals(1, answers.predicted(Set.of("a", "b", "c")));
        assertEquals(1, answers.latencies().size());
        assertEquals(Optional.of(new Progress.EncoderState(3, 0)), answers.encoder());
    }

    @Test
    void areRefusalsByStagesOfTheOwnBackboneOrOfAll() {
        Answers answers = open();
        refuse(0, "a", "mae");
        refuse(1, "b", "clip");
        refuse(2, "c", "");

        answers.poll();

        assertFalse(answers.has("a"));
        assertTrue(answers.has("b"));
        assertTrue(answers.has("c"));
        assertEquals(2, answers.refused(Set.of("a", "b", "c")));
    }
}
