package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import org.topostream.cli.parts.LearningOptions;
import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.run.RunningParts;
import org.topostream.cli.site.DataFolder;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BatchLimits;
import org.topostream.producers.ExperimentSession;
import org.topostream.producers.Pace;
import org.topostream.producers.ReplayFolder;
import org.topostream.schemas.Site;
import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Prediction;

/// Networks of 24 layers of 1,024 channels and of 40 of 1,536 need records of 3.2 and 8.0 MB, which a broker with
/// Kafka's own limits carries in our topics, to whoever reads them.
@ExtendWith(PlainSite.Resolver.class)
class LargeFeaturesTest {
    private static final int TRIALS = 4;
    private static final String SUBJECT = SmallRecording.SUBJECT;
    private static final WideBackbone LARGE = WideBackbone.of("vit-l", 24, 1024);
    private static final WideBackbone GIANT = WideBackbone.of("vit-g", 40, 1536);

    @Test
    void goFromImagesToPredictionsAndIntoTraining(PlainSite plain, @TempDir Path folder) throws Exception {
        Site site = plain.site();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(Topics.all(SUBJECT, "vit-l"));
            admin.create(Topics.all(SUBJECT, "vit-g"));
        }
        ReplayFolder recording = ReplayFolder.open(SmallRecording.write(folder.resolve("recording"), TRIALS),
                Optional.empty());
        ExperimentSession session = new ExperimentSession(site, recording, "vit-g", new Pace(2, 0));
        session.publishSubject();
        LearningOptions learning = CommandLine.populateCommand(new LearningOptions(), "--bottleneck", "2",
                "--steps-per-trial", "1", "--batch", "1");
        DataFolder data = new DataFolder(folder.resolve("data"));

        try (Lifecycle parts = new Lifecycle()) {
            RunningParts.extract(parts, site, data, List.<Backbone>of(LARGE, GIANT), 1,
                    new BatchLimits(1, Duration.ZERO, 1, 1), List.of());
            RunningParts.subject(parts, site, data, List.of("vit-l", "vit-g"), recording.subject(), learning);
            session.run(progress -> {
                // only the end matters
            });
            assertPredicted(site);
            assertLearnt(site, "vit-l");
            assertLearnt(site, "vit-g");
        }

        assertSizes(site, LARGE, 3_194_880);
        assertSizes(site, GIANT, 7_987_200);
    }

    private static void assertPredicted(Site site) {
        List<ConsumerRecord<String, Prediction>> predictions = Committed.await(site,
                Topics.predictions(SUBJECT).name(), found -> found.size() >= 2 * TRIALS);
        assertEquals(Map.of("vit-l", (long) TRIALS, "vit-g", (long) TRIALS), predictions.stream()
                .collect(Collectors.groupingBy(record -> record.value().getBackbone(), Collectors.counting())));
    }

    private static void assertLearnt(Site site, String backbone) {
        List<ConsumerRecord<String, EncoderPart>> parts = Committed.await(site,
                Topics.encoders(SUBJECT, backbone).name(),
                found -> found.stream().anyMatch(record -> record.value().getPart() instanceof EncoderManifest manifest
                        && manifest.getTrials() == TRIALS));
        assertTrue(!parts.isEmpty());
    }

    private static void assertSizes(Site site, WideBackbone backbone, long values) {
        List<ConsumerRecord<String, byte[]>> records = Committed.raw(site,
                Topics.features(backbone.spec().name()).name());
        assertEquals(TRIALS, records.size());
        records.forEach(record -> {
            long bytes = record.value().length;
            assertTrue(bytes > values, bytes + " bytes");
            assertTrue(bytes <= SizeLimits.featuresBytes(backbone.spec().widths()), bytes + " bytes");
        });
    }
}
