package org.topostream.tests.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.topostream.schemas.Digest;
import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Stimulus;

/// What `/metrics`, `/health` and `/ready` say of a site that works.
@ExtendWith(ObservedSite.Resolver.class)
class MetricsTest {
    private static final Path COMPOSE = Path.of(System.getProperty("topostream.root", ".."), "compose");
    private static final Pattern NAME = Pattern.compile("\\b(?:topostream|kafka|jvm|process)_[a-z0-9_]+");
    private static final int MOST_SERIES = 1_000;

    private static final String OF_BACKBONE = "backbone=\"" + ObservedSite.BACKBONE + "\"";
    private static final String OF_SUBJECT = "subject=\"" + ObservedSite.SUBJECT + "\"";
    private static final String OF_IMAGES = "reason=\"image\"";

    private static void send(Site site, String id) throws Exception {
        byte[] image = "no image".getBytes(StandardCharsets.UTF_8);
        Stimulus stimulus = Stimulus.newBuilder().setStimulusId(id).setImage(ByteBuffer.wrap(image))
                .setSha256(Digest.sha256(image)).setSentAt(Instant.now()).build();
        try (KafkaProducer<String, Stimulus> producer = site.producer()) {
            producer.send(new ProducerRecord<>(Topics.stimuli().name(), id, stimulus)).get();
        }
    }

    @Test
    void everyStageTellsWhatItHasDone(ObservedSite observed) throws Exception {
        Served served = ObservedSite.await("scores", () -> Optional.of(observed.metrics())
                .filter(now -> now.sum("topostream_score_trials", OF_SUBJECT) >= ObservedSite.TRIALS)
                .filter(now -> now.sum("topostream_training_trials", OF_SUBJECT) >= ObservedSite.TRIALS * 4 / 5));

        assertTrue(served.sum("topostream_stage_seconds_count", "stage=\"extract\"", OF_BACKBONE,
                "record=\"stimulus\"") >= ObservedSite.TRIALS);
        assertTrue(served.sum("topostream_stage_seconds_count", "stage=\"evaluate\"",
                "record=\"response\"") >= ObservedSite.TRIALS);
        assertEquals(ObservedSite.TRIALS, served.sum("topostream_prediction_latency_seconds_count", OF_SUBJECT));
        assertTrue(served.sum("topostream_prediction_latency_seconds_bucket", "le=\"30.0\"") >= ObservedSite.TRIALS);
        assertTrue(served.sum("topostream_batch_images_total", OF_BACKBONE) >= ObservedSite.TRIALS);
        assertTrue(served.sum("topostream_training_steps_total", OF_SUBJECT) > 0);
        assertTrue(served.sum("topostream_training_loss", OF_SUBJECT) > 0);
        assertTrue(served.sum("topostream_encoder_version", OF_SUBJECT, "part=\"score\"") >= 1);
        assertTrue(served.sum("topostream_encoder_age_seconds", OF_SUBJECT, "part=\"score\"") < 600);
        assertEquals(1, served.sum("topostream_ready"));
    }

    @Test
    void lagIsToldByStageAndTopic(ObservedSite observed) throws Exception {
        double lag = ObservedSite.await("lag of nothing", () -> Optional
                .of(observed.metrics().sum("topostream_lag_records", "stage=\"topostream-extract-observed\"",
                        "topic=\"stimuli\""))
                .filter(waiting -> waiting == 0));

        assertEquals(0, lag);
    }

    @Test
    void aRefusedRecordIsCountedUnderItsReason(ObservedSite observed) throws Exception {
        double before = observed.metrics().sum("topostream_dead_letters_total", "stage=\"extract\"", OF_BACKBONE,
                OF_IMAGES);

        send(observed.site(), "observed-broken");

        double after = ObservedSite.await("refusal", () -> Optional
                .of(observed.metrics().sum("topostream_dead_letters_total", "stage=\"extract\"", OF_BACKBONE,
                        OF_IMAGES))
                .filter(now -> now > (Double.isNaN(before) ? 0 : before)));
        assertEquals((Double.isNaN(before) ? 0 : before) + 1, after);
    }

    @Test
    void healthNamesEveryPart(ObservedSite observed) throws Exception {
        ObservedSite.await("readiness",
                () -> Optional.of(observed.get("/ready")).filter(now -> now.statusCode() == 200));

        HttpResponse<String> health = observed.get("/health");

        assertEquals(200, health.statusCode(), health.body());
        for (String part : Set.of("topostream-extract-observed", "topostream-score-observed.observed",
                "topostream-train-observed.observed", "topostream-map-observed.observed",
                "topostream-evaluate-observed")) {
            assertTrue(health.body().contains("\"" + part + "\":\"ready\""), health.body());
        }
    }

    @Test
    void everythingThatAlertsAndPanelsAskForIsServed(ObservedSite observed) throws Exception {
        String asked = Files.readString(COMPOSE.resolve("prometheus/alerts.yaml"))
                + Files.readString(COMPOSE.resolve("grafana/dashboards/topostream.json"));

        Served served = ObservedSite.await("scores", () -> Optional.of(observed.metrics())
                .filter(now -> now.sum("topostream_score_trials", OF_SUBJECT) >= ObservedSite.TRIALS)
                .filter(now -> now.names().contains("topostream_dead_letters_total")));

        Set<String> missing = NAME.matcher(asked).results().map(found -> found.group())
                .filter(name -> !name.startsWith("topostream_gpu_")) // served where there is a GPU
                .filter(name -> !served.names().contains(name)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), missing);
    }

    @Test
    void thereAreNoMoreSeriesThanPartsExplain(ObservedSite observed) throws Exception {
        Served served = observed.metrics();

        long ours = served.values().keySet().stream().filter(series -> series.contains("observed")).count();
        assertTrue(ours > 100 && ours < MOST_SERIES, ours + " series");
        assertTrue(served.names().stream().noneMatch(name -> name.startsWith("kafka_") && served.values().keySet()
                .stream().anyMatch(series -> series.startsWith(name + "{") && series.contains("partition="))));
    }

    @Test
    void everyAlertHasASectionInTheRunbook() throws Exception {
        String alerts = Files.readString(COMPOSE.resolve("prometheus/alerts.yaml"));
        String runbook = Files.readString(COMPOSE.resolve("../docs/runbook.md"));

        try (Stream<String> lines = alerts.lines()) {
            lines.filter(line -> line.contains("alert: ")).map(line -> line.split("alert: ")[1]).forEach(
                    alert -> assertTrue(runbook.contains("\n## " + alert + "\n"), "no section '" + alert + "'"));
        }
    }
}
