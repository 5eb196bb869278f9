package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.producers.ExperimentSession;
import org.topostream.producers.Pace;
import org.topostream.producers.Progress;
import org.topostream.producers.ReplayFolder;
import org.topostream.schemas.DeadLetterHeaders;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.Subject;

/// Two backbones side by side in one `topostream up`, and a third that comes to the running site when all was shown.
class SeveralBackbonesTest {
    private static final int TRIALS = 20;
    private static final String SUBJECT = SmallRecording.SUBJECT;
    private static final String BUNDLED = "scattering";
    private static final String SMALL = "pixels";
    private static final String LATE = "late";

    @TempDir
    private static Path folder;
    private static final Lifecycle PARTS = new Lifecycle();
    private static Site site;
    private static Progress end;
    private static StayingCommand up;

    @BeforeAll
    static void showARecording() throws IOException, InterruptedException {
        site = PARTS.add(OpenSite.open(Optional.empty(), new DataFolder(folder.resolve("site")), Map.of())).site();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(Topics.all(SUBJECT, BUNDLED));
        }
        up = PARTS.add(StayingCommand.start("up", "--backbone", BUNDLED, "--backbone",
                SmallBackbone.write(folder, SMALL).toString(), "--batch-images", "4", "--steps-per-trial", "1",
                "--bottleneck", "8", "--bootstrap-server", site.bootstrapServers(), "--schema-registry",
                site.schemaRegistry(), "--data", folder.resolve("up").toString()));
        publish(Subject.newBuilder().setSubject("misfit").setCoordinates(Tensors.float32(new float[6], 2, 3))
                .setRois(List.of(new Roi("V1", Tensors.float32(new float[7], 7)))).build());
        ExperimentSession session = new ExperimentSession(site,
                ReplayFolder.open(SmallRecording.write(folder.resolve("recording"), TRIALS), Optional.empty()),
                BUNDLED, new Pace(4, 0));
        session.publishSubject();
        end = session.run(progress -> up.requireAlive());
        PARTS.add(StayingCommand.start("extract", "--backbone", SmallBackbone.write(folder, LATE).toString(),
                "--bootstrap-server", site.bootstrapServers(), "--schema-registry", site.schemaRegistry(), "--data",
                folder.resolve("extract").toString()));
    }

    private static void publish(Subject subject) {
        try (KafkaProducer<String, Subject> producer = site.producer()) {
            producer.send(new ProducerRecord<>(Topics.subjects().name(), subject.getSubject(), subject));
        }
    }

    @AfterAll
    static void stop() {
        PARTS.close();
    }

    private static Set<String> stimuli() {
        Set<String> stimuli = new TreeSet<>(Committed.keys(site, Topics.stimuli().name()));
        stimuli.remove(SmallRecording.BROKEN_IMAGE);
        assertEquals(TRIALS, stimuli.size());
        return stimuli;
    }

    private static List<ConsumerRecord<String, Features>> features(String backbone) {
        return Committed.await(site, Topics.features(backbone).name(), found -> found.size() >= TRIALS);
    }

    private static List<String> sortedKeys(List<? extends ConsumerRecord<String, ?>> records) {
        return records.stream().map(ConsumerRecord::key).sorted().toList();
    }

    @Test
    void eachHasItsOwnFeaturesOfEveryStimulusOnce() {
        List<ConsumerRecord<String, Features>> bundled = features(BUNDLED);
        List<ConsumerRecord<String, Features>> small = features(SMALL);

        assertEquals(List.copyOf(stimuli()), sortedKeys(bundled));
        assertEquals(List.copyOf(stimuli()), sortedKeys(small));
        bundled.forEach(record -> assertEquals(8, record.value().getLayers().size()));
        small.forEach(record -> assertEquals(List.of(new Layer("layer", 3, 8, 8)), record.value().getLayers()));
    }

    @Test
    void eachPredictsEveryStimulusOnce() {
        List<ConsumerRecord<String, Prediction>> predictions = Committed.await(site,
                Topics.predictions(SUBJECT).name(), found -> found.size() >= 2 * TRIALS);

        Map<String, List<String>> stimuli = predictions.stream()
                .collect(Collectors.groupingBy(record -> record.value().getBackbone(),
                        Collectors.mapping(ConsumerRecord::key, Collectors.toList())));
        assertEquals(Set.of(BUNDLED, SMALL), stimuli.keySet());
        stimuli.values().forEach(keys -> assertEquals(List.copyOf(stimuli()), keys.stream().sorted().toList()));
    }

    @Test
    void eachHasItsOwnScores() {
        List<ConsumerRecord<String, Score>> scores = Committed.await(site, Topics.scores(SUBJECT).name(),
                found -> newest(found).values().stream().filter(score -> score.getValidation()
                        .getTrials() == TRIALS / 5).count() == 2);

        Map<String, Score> newest = newest(scores);
        assertEquals(Set.of(BUNDLED, SMALL), newest.keySet());
        newest.forEach((key, score) -> assertEquals(key, score.getBackbone()));
        // Of the other, some may have been predicted when their responses had been learnt: the session waited for one.
        assertEquals(TRIALS - TRIALS / 5, newest.get(BUNDLED).getPrequential().getTrials());
        assertFalse(newest.get(BUNDLED).getValidation().getR().equals(newest.get(SMALL).getValidation().getR()));
    }

    private static Map<String, Score> newest(List<ConsumerRecord<String, Score>> scores) {
        Map<String, Score> newest = new HashMap<>();
        scores.forEach(record -> newest.put(record.key(), record.value()));
        return newest;
    }

    @Test
    void eachHasItsOwnMaps() {
        List<ConsumerRecord<String, CorticalMap>> maps = Committed.await(site, Topics.maps(SUBJECT).name(),
                found -> List.of(BUNDLED, SMALL).stream().allMatch(
                        backbone -> sortedKeys(found).contains(backbone + "/channels")));

        for (String backbone : List.of(BUNDLED, SMALL)) {
            Set<String> kinds = maps.stream().filter(record -> record.value().getBackbone().equals(backbone))
                    .map(ConsumerRecord::key).collect(Collectors.toSet());
            for (String kind : List.of("layer", "confidence", "weights", "space", "scale", "channels")) {
                assertTrue(kinds.contains(backbone + "/" + kind), () -> kind + " among " + kinds);
            }
        }
    }

    @Test
    void oneThatComesLaterBeginsWithTheFirstStimulus() {
        List<ConsumerRecord<String, Features>> late = features(LATE);

        assertEquals(List.copyOf(stimuli()), sortedKeys(late));
        Map<String, Features> small = features(SMALL).stream()
                .collect(Collectors.toMap(ConsumerRecord::key, ConsumerRecord::value));
        late.forEach(record -> {
            assertEquals(LATE, record.value().getBackbone());
            assertEquals(small.get(record.key()).getLocal(), record.value().getLocal(), "the same network's features");
        });
    }

    @Test
    void aBrokenImageIsRefusedUnderEachByName() {
        features(LATE); // the broken image lies among the others
        List<ConsumerRecord<String, byte[]>> letters = Committed.raw(site, Topics.deadLetters().name());

        Map<String, String> reasons = letters.stream().collect(Collectors.toMap(
                letter -> new String(letter.headers().lastHeader(DeadLetterHeaders.BACKBONE).value(),
                        StandardCharsets.UTF_8),
                letter -> DeadLetterHeaders.reason(letter.headers())));
        assertTrue(reasons.keySet().containsAll(Set.of(BUNDLED, SMALL)), reasons.toString());
        reasons.forEach((backbone, reason) -> assertTrue(reason.startsWith("backbone " + backbone + ": "), reason));
        assertEquals(Set.of(SmallRecording.BROKEN_IMAGE), Set.copyOf(sortedKeys(letters)));
    }

    @Test
    void aSubjectWhoseRegionsDoNotFitKeepsNoOtherFromStarting() {
        assertTrue(up.printed().contains("Subject " + SUBJECT + ", 12 voxels, under scattering, pixels"),
                up.printed());
        assertFalse(up.printed().contains("Subject misfit"), up.printed());
    }

    @Test
    void aSessionCountsTheAnswersOfItsOwnBackbone() {
        assertEquals(TRIALS, end.predicted());
        assertEquals(1, end.deadLetters());
    }
}
