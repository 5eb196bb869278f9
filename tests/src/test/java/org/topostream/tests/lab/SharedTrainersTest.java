package org.topostream.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.parts.SharedTrainers;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.factortopy.encoder.Precision;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Subject;
import org.topostream.tests.Committed;
import org.topostream.trainer.TrainerSettings;

/// Trainers that share the encoders of a site: one in a process of its own, which is killed, one in this.
@Timeout(120)
class SharedTrainersTest {
    private static final String BACKBONE = "shared";
    private static final List<String> SUBJECTS = List.of("one", "two");
    private static final int BEFORE = 20;
    private static final int AFTER = 20;
    private static final int VOXELS = 6;
    private static final int CHANNELS = 3;
    private static final int GRID = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    @Test
    void encodersOfATrainerThatIsKilledAreLearntOnByTheOtherAndNoTrialTwice() throws Exception {
        try (OpenSite open = OpenSite.open(Optional.empty(), new DataFolder(folder.resolve("site")), Map.of());
                KafkaProducer<String, SpecificRecord> producer = open.site().producer()) {
            Site site = open.site();
            try (TopicAdmin admin = new TopicAdmin(site)) {
                admin.create(List.of(Topics.subjects(), Topics.features(BACKBONE)));
            }
            for (String subject : SUBJECTS) {
                send(producer, Topics.subjects().name(), subject, subject(subject));
            }
            show(producer, 0, BEFORE);
            Child other = Child.start("trainers", command(site), folder.resolve("child.out"));
            try {
                await(() -> hasEncoders(site), "the trainer finds no encoders");
                SUBJECTS.forEach(subject -> awaitTrials(site, subject, 0));
                try (SharedTrainers mine = trainers(site)) {
                    await(() -> mine.encoders().size() == 1, "the encoders are not shared out");
                    answer(producer, 0, BEFORE);
                    SUBJECTS.forEach(subject -> awaitTrials(site, subject, BEFORE));

                    other.kill();

                    show(producer, BEFORE, BEFORE + AFTER);
                    answer(producer, BEFORE, BEFORE + AFTER);
                    SUBJECTS.forEach(subject -> assertLearntOnce(site, subject));
                    assertEquals(Set.of("one." + BACKBONE, "two." + BACKBONE), mine.encoders());
                }
            } finally {
                other.kill();
            }
        }
    }

    private SharedTrainers trainers(Site site) {
        return new SharedTrainers(site, (subject, backbone) -> new TrainerSettings(4,
                new TrainerSettings.Steps(1, 0, 4, TrainerSettings.Replay.UNIFORM, 0), 4, Duration.ofMillis(200), 1,
                Precision.SINGLE, new DataFolder(folder.resolve("mine")).examples(subject, backbone)),
                TrainingOptions.online());
    }

    private List<String> command(Site site) {
        return new Jvm(folder.resolve("none"), Path.of(System.getProperty("topostream.root")), Jvm.Habit.STAYS)
                .topostream(folder.resolve("child.log"), List.of("trainers", "--steps-per-trial", "1", "--full-after",
                        "0", "--batch", "4", "--bottleneck", "4", "--average", "0", "--bootstrap-server",
                        site.bootstrapServers(), "--schema-registry", site.schemaRegistry(), "--data",
                        folder.resolve("other").toString()));
    }

    private static List<EncoderManifest> manifests(List<ConsumerRecord<String, EncoderPart>> parts) {
        return parts.stream().map(record -> record.value().getPart()).filter(EncoderManifest.class::isInstance)
                .map(EncoderManifest.class::cast).toList();
    }

    private static List<EncoderManifest> awaitTrials(Site site, String subject, int trials) {
        return manifests(Committed.<EncoderPart>await(site, Topics.encoders(subject, BACKBONE).name(),
                found -> manifests(found).stream().anyMatch(manifest -> manifest.getTrials() >= trials)));
    }

    /// Each encoder follows the one before it, so no two trainers published the same version, and a step was taken for
    /// each trial.
    private static void assertLearntOnce(Site site, String subject) {
        List<EncoderManifest> published = awaitTrials(site, subject, BEFORE + AFTER);
        assertEquals(LongStream.range(0, published.size()).boxed().toList(),
                published.stream().map(EncoderManifest::getVersion).toList());
        published.forEach(each -> assertEquals(each.getTrials(), each.getSteps(), each.toString()));
        assertEquals(BEFORE + AFTER, published.getLast().getTrials());
    }

    private static boolean hasEncoders(Site site) {
        try (TopicAdmin admin = new TopicAdmin(site)) {
            return admin.names().containsAll(SUBJECTS.stream()
                    .map(subject -> Topics.encoders(subject, BACKBONE).name()).toList());
        }
    }

    private static void await(BooleanSupplier reached, String otherwise) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!reached.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), otherwise);
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static void show(KafkaProducer<String, SpecificRecord> producer, int from, int to) throws Exception {
        for (int stimulus = from; stimulus < to; stimulus++) {
            send(producer, Topics.features(BACKBONE).name(), "s" + stimulus, features(stimulus));
        }
    }

    private static void answer(KafkaProducer<String, SpecificRecord> producer, int from, int to) throws Exception {
        for (int stimulus = from; stimulus < to; stimulus++) {
            for (String subject : SUBJECTS) {
                send(producer, Topics.responses(subject).name(), "s" + stimulus,
                        Response.newBuilder().setStimulusId("s" + stimulus).setTrialId("t" + stimulus)
                                .setSubject(subject).setValues(Tensors.float32(values(stimulus, VOXELS), VOXELS))
                                .build());
            }
        }
    }

    private static void send(KafkaProducer<String, SpecificRecord> producer, String topic, String key,
            SpecificRecord record) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, record)).get();
    }

    private static Subject subject(String name) {
        return Subject.newBuilder().setSubject(name)
                .setCoordinates(Tensors.float32(values(name.hashCode(), 3 * VOXELS), VOXELS, 3)).build();
    }

    private static Features features(int stimulus) {
        List<LayerTensor> layers = List.of(new LayerTensor("layer", CHANNELS, GRID, GRID,
                values(stimulus, CHANNELS * GRID * GRID), values(stimulus, CHANNELS)));
        return Features.newBuilder().setStimulusId("s" + stimulus).setBackbone(BACKBONE)
                .setBackboneDigest("0".repeat(64)).setImageSha256("0".repeat(64))
                .setLayers(List.of(new Layer("layer", CHANNELS, GRID, GRID))).setLocal(LayerTensor.local(layers))
                .setGlobal(LayerTensor.global(layers)).setSentAt(Instant.EPOCH).setExtractStartedAt(Instant.EPOCH)
                .setExtractedAt(Instant.EPOCH).build();
    }

    private static float[] values(int seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
