package org.topostream.trainer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.TrainerProgress;

/// Publishes encoders: chunks, manifest and input offsets in one transaction.
///
/// A second trainer of the same subject and backbone fences the first off.
final class EncoderPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderPublisher.class);

    private final Producer<String, EncoderPart> producer;
    private final String topic;
    private final String group;

    private EncoderPublisher(Producer<String, EncoderPart> producer, String topic, String group) {
        this.producer = producer;
        this.topic = topic;
        this.group = group;
    }

    /// Fences off whoever published before.
    /// @throws KafkaException where that does not succeed
    static EncoderPublisher open(TrainerClients clients, String subject, String backbone) {
        String group = TrainerProgress.group(subject, backbone);
        Producer<String, EncoderPart> producer = clients.producer(group);
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        return new EncoderPublisher(producer, Topics.encoders(subject, backbone).name(), group);
    }

    /// @return whether it is published; where not, the next publication makes up for it
    /// @throws ProducerFencedException where another trainer has taken over
    boolean publish(EncoderManifest draft, Map<String, byte[]> blobs, Horizon horizon) {
        EncoderManifest manifest = EncoderManifest.newBuilder(draft).setBlobs(
                blobs.entrySet().stream().map(blob -> EncoderParts.describe(blob.getKey(), blob.getValue())).toList())
                .setSourceOffsets(horizon.toSourceOffsets()).setPublishedAt(Instant.now()).build();
        try {
            producer.beginTransaction();
            blobs.forEach((name, blob) -> EncoderParts.cut(name, manifest.getVersion(), blob).forEach(this::send));
            send(EncoderParts.MANIFEST, new EncoderPart(manifest));
            producer.sendOffsetsToTransaction(offsets(horizon, manifest.getTrials()), new ConsumerGroupMetadata(group));
            producer.commitTransaction();
            return true;
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("encoder not published, trying again subject={} version={} reason={}", manifest.getSubject(),
                    manifest.getVersion(), e.toString());
            producer.abortTransaction();
            return false;
        }
    }

    private void send(String key, EncoderPart part) {
        producer.send(new ProducerRecord<>(topic, key, part));
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Horizon horizon, long trials) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        horizon.next().forEach((partition, next) -> offsets.put(partition, TrainerProgress.commit(next, trials)));
        return offsets;
    }

    /// What a manifest says before the blobs are known.
    static EncoderManifest.Builder draft() {
        return EncoderManifest.newBuilder().setBlobs(List.of()).setSourceOffsets(List.of())
                .setPublishedAt(Instant.EPOCH);
    }

    @Override
    public void close() {
        producer.close();
    }
}
