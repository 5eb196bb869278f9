package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.parts.Lifecycle;
import org.topostream.producers.Experiment;
import org.topostream.producers.ExperimentSession;
import org.topostream.producers.Pace;
import org.topostream.producers.Presentation;
import org.topostream.producers.ReplayFolder;
import org.topostream.producers.StimulusSender;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.SourceState;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.tests.secured.LogWatch;

/// A whole session on a site to which nothing is open: each part is a user of its own, with its role's rights alone.
@ExtendWith(SecuredSite.Resolver.class)
class SecuredSessionTest {
    private static final int TRIALS = 10;
    private static final String SUBJECT = SecuredSite.SUBJECT;
    private static final Lifecycle PARTS = new Lifecycle();

    @TempDir
    private static Path folder;
    private static List<ConsumerRecord<String, Prediction>> predictions;
    private static final List<StayingCommand> STARTED = new ArrayList<>();
    private static LogWatch log;

    @BeforeAll
    static void showARecording(SecuredSite secured) throws Exception {
        log = PARTS.add(LogWatch.start());
        String backbone = SmallBackbone.write(folder, SecuredSite.BACKBONE).toString();
        Experiment experiment = ReplayFolder.open(SmallRecording.write(folder.resolve("recording"), TRIALS),
                Optional.empty());
        new ExperimentSession(secured.site("operator"), experiment, SecuredSite.BACKBONE, new Pace(4, 0))
                .publishSubject();
        start(secured, "extract", "extract", "--backbone", backbone, "--threads", "1");
        start(secured, "trainer", "train", "--subject", SUBJECT, "--backbone", backbone, "--steps-per-trial", "1",
                "--bottleneck", "8");
        start(secured, "score", "score", "--subject", SUBJECT, "--backbone", backbone, "--threads", "1");
        start(secured, "evaluate", "evaluate", "--subject", SUBJECT, "--backbone", backbone);
        start(secured, "map", "map", "--subject", SUBJECT, "--backbone", backbone);
        show(secured.site("stimuli"), experiment);
        predictions = Committed.await(secured.site("doors"), Topics.predictions(SUBJECT).name(), found -> {
            STARTED.forEach(StayingCommand::requireAlive);
            return found.size() >= TRIALS;
        });
        answer(secured.site("responder"), experiment);
    }

    private static void start(SecuredSite secured, String user, String... command) {
        List<String> whole = new ArrayList<>(Arrays.asList(command));
        whole.addAll(List.of("--config", secured.config(user).toString(), "--data",
                folder.resolve(command[0]).toString()));
        STARTED.add(PARTS.add(StayingCommand.start(whole.toArray(String[]::new))));
    }

    private static void show(Site site, Experiment experiment) throws IOException {
        try (StimulusSender sender = new StimulusSender(site)) {
            for (Presentation presentation : experiment.presentations()) {
                sender.send(presentation, "secured", experiment.image(presentation));
            }
            sender.flush();
        }
    }

    private static void answer(Site site, Experiment experiment) throws Exception {
        try (KafkaProducer<String, Response> producer = site.producer()) {
            for (Presentation trial : experiment.presentations().stream().filter(Presentation::isTrial).toList()) {
                float[] values = experiment.response(trial);
                producer.send(new ProducerRecord<>(Topics.responses(SUBJECT).name(), trial.stimulusId(),
                        Response.newBuilder().setStimulusId(trial.stimulusId()).setTrialId(trial.trialId())
                                .setSubject(SUBJECT).setSession("secured")
                                .setValues(Tensors.float32(values, values.length)).build()))
                        .get();
            }
        }
    }

    @AfterAll
    static void stop() {
        PARTS.close();
    }

    @Test
    void everyTrialIsPredictedOnce() {
        Set<String> stimuli = predictions.stream().map(ConsumerRecord::key).collect(Collectors.toSet());

        assertEquals(TRIALS, stimuli.size());
        assertEquals(TRIALS, predictions.size());
    }

    @Test
    void scoresCountEveryTrial(SecuredSite secured) {
        List<ConsumerRecord<String, Score>> scores = Committed.await(secured.site("doors"),
                Topics.scores(SUBJECT).name(),
                found -> !found.isEmpty() && found.getLast().value().getPrequential().getTrials() == TRIALS * 4 / 5);

        assertEquals(SecuredSite.BACKBONE, scores.getLast().value().getBackbone());
    }

    @Test
    void aSubscriberReadsTheMapsOfWhatWasLearnt(SecuredSite secured) {
        List<ConsumerRecord<String, CorticalMap>> maps = Committed.await(secured.site("subscriber"),
                Topics.maps(SUBJECT).name(), found -> found.stream().anyMatch(
                        map -> map.key().equals(SecuredSite.BACKBONE + "/layer")
                                && map.value().getEncoderVersion() > 0));

        assertTrue(maps.stream().allMatch(map -> map.value().getSubject().equals(SUBJECT)));
    }

    @Test
    void noSecretStandsInTheLogOfAWholeSession(SecuredSite secured) {
        String told = log.told();

        assertTrue(told.contains("StreamsConfig values") && told.contains("AdminClientConfig values"),
                "Kafka tells its settings");
        assertEquals(List.of(), log.found(secured.allSecrets()));
    }

    @Test
    void whatIsNoImageLiesInTheDeadLetters(SecuredSite secured) {
        List<ConsumerRecord<String, byte[]>> letters = Committed.raw(secured.site("operator"),
                Topics.deadLetters().name());

        assertEquals(List.of(SmallRecording.BROKEN_IMAGE), letters.stream().map(ConsumerRecord::key).toList());
    }

    @Test
    void aScannerWritesWithACertificate(SecuredSite secured) throws Exception {
        Site site = SecuredSite.site(secured.write("certificate", secured.certificate("scanner")));
        SourceStatus status = SourceStatus.newBuilder().setSubject(SUBJECT).setSource("folder /mnt")
                .setState(SourceState.WAITING).setMissing(List.of()).setUpdatedAt(Instant.EPOCH).build();

        try (KafkaProducer<String, SourceStatus> producer = site.producer()) {
            producer.send(new ProducerRecord<>(Topics.sources(SUBJECT).name(), "folder /mnt", status)).get();
        }

        assertEquals(List.of("folder /mnt"), Committed.keys(secured.site("doors"), Topics.sources(SUBJECT).name()));
    }

    @Test
    void aSubscriberReadsWithATokenForKafkaAndTheRegistry(SecuredSite secured) {
        Site site = SecuredSite.site(secured.write("token", secured.token("subscriber")));

        List<ConsumerRecord<String, CorticalMap>> maps = Committed.await(site, Topics.maps(SUBJECT).name(),
                found -> !found.isEmpty());

        assertEquals(SUBJECT, maps.getFirst().value().getSubject());
    }
}
