package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Score;

/// The demo, from the command to the topics, on a real broker and a real registry.
@ExtendWith(DemoRun.Resolver.class)
class WholeLoopTest {

    @Test
    void predictsEveryTrialOnceAndReportsIt(DemoRun demo) {
        JsonNode trials = demo.report().path("trials");

        assertEquals(DemoRun.TRIALS, trials.path("sent").asInt());
        assertEquals(DemoRun.TRIALS, trials.path("responses").asInt());
        assertEquals(DemoRun.TRIALS, trials.path("predicted").asInt());
        assertEquals(0, trials.path("deadLetters").asInt());
        assertEquals(DemoRun.VOXELS, demo.report().path("voxels").asInt());
        assertTrue(demo.report().path("encoder").path("steps").asInt() > 0);
        assertTrue(demo.report().path("firstPredictionSeconds").asDouble() > 0);
    }

    @Test
    void everyTopicHoldsEachStimulusOnce(DemoRun demo) {
        List<String> stimuli = Committed.keys(demo.site(), Topics.stimuli().name()).stream()
                .filter(key -> key.startsWith("phantom-")).toList();

        List<String> features = Committed.keys(demo.site(), Topics.features(DemoRun.BACKBONE).name());
        List<String> predictions = Committed.keys(demo.site(), Topics.predictions(DemoRun.SUBJECT).name());

        assertEquals(DemoRun.TRIALS, Set.copyOf(stimuli).size());
        assertEquals(stimuli, features.stream().filter(key -> key.startsWith("phantom-")).toList());
        assertEquals(stimuli, predictions.stream().filter(key -> key.startsWith("phantom-")).toList());
    }

    @Test
    void everyPredictionWasMadeBeforeItsResponseWasLearntFrom(DemoRun demo) {
        Map<String, Long> offsets = new TreeMap<>();
        Committed.<Response>records(demo.site(), Topics.responses(DemoRun.SUBJECT).name())
                .forEach(record -> offsets.put(record.key(), record.offset()));

        List<ConsumerRecord<String, Prediction>> predictions = Committed.records(demo.site(),
                Topics.predictions(DemoRun.SUBJECT).name());

        assertFalse(offsets.isEmpty());
        for (ConsumerRecord<String, Prediction> prediction : predictions) {
            if (offsets.containsKey(prediction.key())) {
                assertTrue(prediction.value().getTrainedUpTo() <= offsets.get(prediction.key()), prediction.key());
            }
        }
    }

    @Test
    void theMapsShowTheLastEncoder(DemoRun demo) {
        List<ConsumerRecord<String, CorticalMap>> maps = Committed.records(demo.site(),
                Topics.maps(DemoRun.SUBJECT).name());

        Map<String, CorticalMap> newest = new TreeMap<>();
        maps.forEach(record -> newest.put(record.key(), record.value()));

        for (String kind : List.of("layer", "confidence", "weights", "space", "scale", "channels", "drift")) {
            CorticalMap map = newest.get("scattering/" + kind);
            assertEquals(demo.report().path("encoder").path("version").asLong(), map.getEncoderVersion(), kind);
            float[] values = Tensors.floats(map.getValues());
            assertEquals(DemoRun.VOXELS * Math.max(1, map.getColumns().size()), values.length, kind);
            for (float value : values) {
                assertTrue(value >= map.getMinimum() && value <= map.getMaximum(), map.getKind() + " " + value);
            }
        }
    }

    @Test
    void scoresHaveMapsAndTheTruthLiesBesideThem(DemoRun demo) {
        List<ConsumerRecord<String, CorticalMap>> maps = Committed.records(demo.site(),
                Topics.maps(DemoRun.SUBJECT).name());
        Map<String, CorticalMap> newest = new TreeMap<>();
        maps.forEach(record -> newest.put(record.key(), record.value()));

        Score score = Committed.<Score>records(demo.site(), Topics.scores(DemoRun.SUBJECT).name()).getLast().value();

        assertEquals(score.getPrequential().getR(), newest.get("scattering/r").getValues());
        assertEquals(score.getPrequential().getR2(), newest.get("scattering/r2").getValues());
        assertEquals(score.getPrequential().getNormalised(), newest.get("scattering/r-normalised").getValues());
        assertEquals("subject", score.getNoiseCeilingSource());
        assertTrue(newest.get("scattering/predicted").getStimulusId().startsWith("phantom-"));
        assertTrue(newest.containsKey("truth/layer"), () -> newest.keySet().toString());
    }

    @Test
    void theScoreTopicAgreesWithTheReport(DemoRun demo) {
        List<ConsumerRecord<String, Score>> scores = Committed.records(demo.site(),
                Topics.scores(DemoRun.SUBJECT).name());

        Score last = scores.getLast().value();

        assertEquals(DemoRun.TRIALS / 10, last.getValidation().getTrials());
        assertEquals(DemoRun.TRIALS - DemoRun.TRIALS / 10, last.getPrequential().getTrials());
        assertEquals(Set.of("V1", "V2", "V3", "V4", "IT"),
                last.getPrequential().getRois().stream().map(roi -> roi.getName()).collect(Collectors.toSet()));
    }

    @Test
    void aSecondStartFindsEverythingDone(DemoRun demo, @TempDir Path folder) throws IOException {
        Path report = folder.resolve("again.json");

        CommandRun again = CommandRun.of(demo.siteOptions("demo", "--trials", Integer.toString(DemoRun.TRIALS),
                "--voxels", Integer.toString(DemoRun.VOXELS), "--exit", "--report", report.toString(), "--data",
                folder.toString()));

        assertEquals(0, again.status(), again.printed());
        String before = demo.report().path("trials").toString();
        assertEquals(before,
                new com.fasterxml.jackson.databind.ObjectMapper().readTree(report.toFile()).path("trials").toString());
        assertTrue(Files.size(report) > 0);
    }

    @Test
    void commandsTellWhatThereIs(DemoRun demo) {
        CommandRun topics = CommandRun.of(demo.siteOptions("topics", "list"));
        CommandRun encoders = CommandRun.of(demo.siteOptions("encoders", "list"));

        assertTrue(topics.printed().contains("predictions.phantom"), topics.printed());
        assertTrue(topics.printed().matches("(?s).*stimuli\\s+4\\s+\\d+\\s+extract-scattering: 0\\s.*"),
                topics.printed());
        assertTrue(encoders.printed().matches("(?s).*phantom\\s+scattering\\s+\\d+.*"), encoders.printed());
    }
}
