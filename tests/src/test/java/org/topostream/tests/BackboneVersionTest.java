package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.parts.FeaturesTopic;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Split;

/// Two versions of a backbone under one name would fill one topic with features that no encoder reads together.
@ExtendWith(PlainSite.Resolver.class)
class BackboneVersionTest {
    private static final String OLD = "d".repeat(64);

    private static Features features(String stimulus, String backbone, String digest) {
        List<LayerTensor> layers = List.of(new LayerTensor("layer", 3, 8, 8, new float[192], new float[3]));
        return Features.newBuilder().setStimulusId(stimulus).setSplit(Split.TRAIN).setBackbone(backbone)
                .setBackboneDigest(digest).setImageSha256("00").setLayers(List.of(new Layer("layer", 3, 8, 8)))
                .setLocal(LayerTensor.local(layers)).setGlobal(LayerTensor.global(layers)).setSentAt(Instant.EPOCH)
                .setExtractStartedAt(Instant.EPOCH).setExtractedAt(Instant.EPOCH).build();
    }

    /// One transaction for each record, and in the end one that is aborted, as where an application was killed.
    private static void write(Site site, Features committed, int times, Features aborted) {
        String topic = Topics.features(committed.getBackbone()).name();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(List.of(Topics.features(committed.getBackbone())));
        }
        try (KafkaProducer<String, Features> producer = site.transactionalProducer("test-" + topic)) {
            producer.initTransactions();
            for (int i = 0; i < times; i++) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, 0, committed.getStimulusId() + i, committed));
                producer.commitTransaction();
            }
            for (int i = 0; i < 20; i++) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, 0, "aborted", aborted));
                producer.flush();
                producer.abortTransaction();
            }
        }
    }

    @Test
    void extractRefusesToAddFeaturesOfOtherWeights(PlainSite plain, @TempDir Path folder) throws Exception {
        write(plain.site(), features("s", "changed", OLD), 1, features("s", "changed", OLD));
        String here = org.topostream.factortopy.backbone.BackboneSpec.read(SmallBackbone.write(folder, "changed"))
                .sha256();

        CommandRun extract = plain.run("extract", "--backbone", folder.resolve("changed").toString(), "--data",
                folder.resolve("data").toString());

        assertEquals(1, extract.status());
        assertEquals("topostream extract: topic features.changed holds features of a backbone changed with weights "
                + OLD + ", but the weights here are " + here + ": encoders read one version only, so give the backbone "
                + "another name in its backbone.json", extract.printed().strip());
    }

    @Test
    void theSameWeightsGoOn(PlainSite plain) {
        WideBackbone backbone = WideBackbone.of("same", 1, 3);
        write(plain.site(), features("s", "same", backbone.digest()), 1, features("s", "same", OLD));

        FeaturesTopic.require(plain.site(), backbone); // does not throw

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> {
            write(plain.site(), features("t", "same", OLD), 1, features("t", "same", OLD));
            FeaturesTopic.require(plain.site(), backbone);
        });
        assertTrue(refused.getMessage().contains(OLD), refused.getMessage());
    }

    @Test
    void theLastCommittedRecordIsFoundBehindMarkersAndAbortedOnes(PlainSite plain) {
        write(plain.site(), features("s", "long", OLD), 7, features("s", "long", "aborted"));

        try (TopicTail<Features> tail = TopicTail.open(plain.site(), Topics.features("long").name())) {
            List<ConsumerRecord<String, Features>> last = tail.last();

            assertEquals(List.of("s6"), last.stream().map(ConsumerRecord::key).toList());
            List<ConsumerRecord<String, Features>> all = new java.util.ArrayList<>();
            tail.readToEnd(all::add);
            all.sort(Comparator.comparing(ConsumerRecord::offset));
            assertEquals(List.of("s0", "s1", "s2", "s3", "s4", "s5", "s6"),
                    all.stream().map(ConsumerRecord::key).toList());
        }
    }
}
