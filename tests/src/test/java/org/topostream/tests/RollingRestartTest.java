package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.parts.ScorePart;
import org.topostream.cli.parts.TrainPart;
import org.topostream.cli.run.RunningParts;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.dashboard.Dashboard;
import org.topostream.dashboard.DashboardSettings;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.Backbones;
import org.topostream.factortopy.backbone.BatchLimits;
import org.topostream.factortopy.encoder.Precision;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.producers.ExperimentSession;
import org.topostream.producers.Pace;
import org.topostream.producers.Progress;
import org.topostream.producers.ReplayFolder;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.Subject;
import org.topostream.trainer.TrainerSettings;

/// An upgrade: every part is closed and started again, one after another, while trials flow.
class RollingRestartTest {
    private static final int TRIALS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int VALIDATION = TRIALS / 5;
    private static final int STEPS_PER_TRIAL = 2;
    private static final String SUBJECT = SmallRecording.SUBJECT;
    private static final String BACKBONE = "rolling";

    @TempDir
    private Path folder;
    private volatile String page = "";

    /// A part that can be started again.
    private interface Starter {
        void start(Lifecycle into) throws Exception;
    }

    /// The parts, each of which can be started anew.
    private static final class Rolling implements AutoCloseable {
        private final Map<String, Starter> starters;
        private final Map<String, Lifecycle> running = new LinkedHashMap<>();

        Rolling(Map<String, Starter> starters) throws Exception {
            this.starters = starters;
            for (String name : starters.keySet()) {
                start(name);
            }
        }

        private void start(String name) throws Exception {
            Lifecycle parts = new Lifecycle();
            running.put(name, parts);
            starters.get(name).start(parts);
        }

        void restart(String name) throws Exception {
            running.get(name).close();
            start(name);
        }

        @Override
        public void close() {
            running.values().forEach(Lifecycle::close);
        }
    }

    /// A session in a thread of its own, which tells how far it is.
    private static final class Running {
        private final BlockingQueue<Progress> told = new LinkedBlockingQueue<>();
        private final FutureTask<Progress> session;

        Running(ExperimentSession session) {
            this.session = new FutureTask<>(() -> session.run(told::add));
            Thread.ofPlatform().daemon().name("session").start(this.session);
        }

        /// Waits until so many responses were given.
        void await(int responses) throws InterruptedException {
            Progress latest = told.take();
            while (latest.responses() < responses) {
                latest = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertTrue(latest != null && !session.isDone(), "the session is over or does not go on");
            }
        }

        void awaitEnd() throws Exception {
            session.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void everyTrialIsPredictedEvaluatedAndLearntOnce() throws Exception {
        ReplayFolder recording = ReplayFolder.open(SmallRecording.write(folder.resolve("recording"), TRIALS),
                Optional.empty());
        try (Lifecycle lasting = new Lifecycle()) {
            OpenSite open = lasting.add(
                    OpenSite.open(Optional.empty(), new DataFolder(folder.resolve("site")), Map.of()));
            Site site = open.site();
            try (TopicAdmin admin = new TopicAdmin(site)) {
                admin.create(Topics.all(SUBJECT, BACKBONE));
            }
            Backbone backbone = lasting.add(Backbones.load(SmallBackbone.write(folder, BACKBONE), "cpu"));
            Rolling parts = lasting.add(new Rolling(starters(site, open.data(), backbone, recording.subject())));
            ExperimentSession session = new ExperimentSession(site, recording, BACKBONE, new Pace(1, 0));
            session.publishSubject();
            Running running = new Running(session);

            int responses = 0;
            for (String part : parts.starters.keySet()) {
                responses += TRIALS / 10;
                running.await(responses);
                parts.restart(part);
            }

            running.awaitEnd();
            assertLearntOnce(site);
            assertPredictedOnce(site);
            assertEvaluatedOnce(site);
            assertMapsDrawnOnce(site);
            assertPageKnowsAll();
        }
    }

    /// The one that was started last has read all that was there before it.
    private void assertPageKnowsAll() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest
                    .newBuilder(URI.create(page).resolve("/api/subjects/" + SUBJECT + "/scores"))
                    .build();
            String answer = "";
            Instant end = Instant.now().plus(PATIENCE);
            while (!answer.contains("\"trials\":" + (TRIALS - VALIDATION)) && Instant.now().isBefore(end)) {
                answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            }
            assertTrue(answer.contains("\"trials\":" + (TRIALS - VALIDATION)), answer);
        }
    }

    private Map<String, Starter> starters(Site site, DataFolder data, Backbone backbone, Subject subject) {
        TrainerSettings settings = new TrainerSettings(8,
                new TrainerSettings.Steps(STEPS_PER_TRIAL, 0, 4, TrainerSettings.Replay.UNIFORM, 0), 4,
                Duration.ofMillis(200), 1, Precision.SINGLE, data.examples(SUBJECT, BACKBONE));
        Map<String, Starter> starters = new LinkedHashMap<>();
        starters.put("extract", parts -> RunningParts.extract(parts, site, data, List.of(backbone), 1,
                BatchLimits.defaults(), List.of()));
        starters.put("score", parts -> parts.add(new ScorePart(site, SUBJECT, BACKBONE, 1, data.state())));
        starters.put("evaluate", parts -> parts.add(RunningParts.evaluate(site, data, subject)));
        starters.put("map", parts -> parts.add(RunningParts.map(site, data, subject, BACKBONE)));
        starters.put("train", parts -> parts.add(new TrainPart(site, subject, BACKBONE, settings,
                TrainingOptions.online())));
        starters.put("dashboard", parts -> page = parts.add(Dashboard.start(site,
                DashboardSettings.defaults().at("127.0.0.1", 0))).url());
        return starters;
    }

    private static List<EncoderManifest> manifests(List<ConsumerRecord<String, EncoderPart>> parts) {
        return parts.stream().map(record -> record.value().getPart()).filter(EncoderManifest.class::isInstance)
                .map(EncoderManifest.class::cast).toList();
    }

    private static EncoderManifest lastEncoder(Site site) {
        return manifests(Committed.<EncoderPart>await(site, Topics.encoders(SUBJECT, BACKBONE).name(),
                found -> manifests(found).stream().anyMatch(manifest -> manifest.getTrainedUpTo() >= TRIALS)))
                .getLast();
    }

    private static void assertLearntOnce(Site site) {
        EncoderManifest last = lastEncoder(site);
        assertEquals(TRIALS - VALIDATION, last.getTrials());
        assertEquals((TRIALS - VALIDATION) * STEPS_PER_TRIAL, last.getSteps());
        assertEquals(0, last.getRefusedSteps());
    }

    private static void assertPredictedOnce(Site site) {
        List<String> stimuli = Committed.keys(site, Topics.stimuli().name()).stream()
                .filter(key -> !key.equals(SmallRecording.BROKEN_IMAGE)).toList();
        assertEquals(TRIALS, Set.copyOf(stimuli).size());
        assertEquals(stimuli, Committed.<Features>records(site, Topics.features(BACKBONE).name()).stream()
                .map(ConsumerRecord::key).sorted().toList());
        assertEquals(stimuli, Committed.<Prediction>records(site, Topics.predictions(SUBJECT).name()).stream()
                .map(ConsumerRecord::key).sorted().toList());
        assertEquals(List.of(SmallRecording.BROKEN_IMAGE), Committed.keys(site, Topics.deadLetters().name()));
    }

    private static void assertEvaluatedOnce(Site site) {
        Score last = Committed.<Score>await(site, Topics.scores(SUBJECT).name(), found -> !found.isEmpty()
                && trials(found.getLast().value()) >= TRIALS).getLast().value();
        assertEquals(TRIALS - VALIDATION, last.getPrequential().getTrials());
        assertEquals(VALIDATION, last.getValidation().getTrials());
    }

    private static long trials(Score score) {
        return score.getPrequential().getTrials() + score.getValidation().getTrials();
    }

    private static void assertMapsDrawnOnce(Site site) {
        long version = lastEncoder(site).getVersion();
        List<ConsumerRecord<String, CorticalMap>> maps = Committed.await(site, Topics.maps(SUBJECT).name(),
                found -> found.stream().anyMatch(map -> map.value().getEncoderVersion() == version
                        && map.value().getKind().equals("channels")));
        Set<String> drawn = new HashSet<>();
        // Maps of scores have revisions.
        maps.forEach(map -> assertTrue(drawn.add(map.key() + " " + map.value().getEncoderVersion() + " "
                + map.value().getRevision()), map.key() + " was drawn twice of one encoder"));
        for (String kind : List.of("layer", "confidence", "weights", "space", "scale", "channels")) {
            for (long each = 0; each <= version; each++) {
                assertTrue(drawn.contains(BACKBONE + "/" + kind + " " + each + " 0"), kind + " of version " + each);
            }
        }
    }
}
