package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The benchmarks that go through Kafka: that what they measure is right, not how fast it is.
@Timeout(300)
class BenchStreamTest {

    @Test
    void extractionThroughKafkaGivesTheBareLoopsFeatures() throws IOException {
        JsonNode measured = run("bench", "extract", "--images", "21", "--rounds", "2", "--json");

        JsonNode correctness = measured.path("correctness");
        assertTrue(correctness.path("pass").asBoolean(), measured.toString());
        assertEquals(correctness.path("bare").asLong(), correctness.path("stream").asLong());
        assertTrue(correctness.path("bare").asLong() > 0, measured.toString());
        assertTrue(measured.path("stream").path("median").asDouble() > 0, measured.toString());
        assertEquals("scattering", measured.path("backbone").asText());
    }

    @Test
    void everyStimulusHasItsFeaturesOnceHoweverManyInstancesShareThem() throws IOException {
        JsonNode measured = run("bench", "scale", "--images", "32", "--rounds", "1", "--instances", "1,2",
                "--partitions",
                "4", "--sleep-ms", "20", "--json");

        assertTrue(measured.path("correctness").path("pass").asBoolean(), measured.toString());
        assertEquals(2, measured.path("rows").path(1).path("instances").asInt(), measured.toString());
        assertTrue(measured.path("rows").path(1).path("ratio").path("median").asDouble() > 0, measured.toString());
    }

    @Test
    void everyStimulusOfTheLatencyBenchIsPredictedOnce() throws IOException {
        JsonNode measured = run("bench", "latency", "--stimuli", "10", "--rate", "10", "--voxels", "20", "--learning",
                "--json");

        JsonNode correctness = measured.path("correctness");
        assertEquals(10, correctness.path("sent").asInt(), measured.toString());
        assertEquals(10, correctness.path("predicted").asInt(), measured.toString());
        assertEquals(0, correctness.path("twice").asInt(), measured.toString());
        JsonNode total = measured.path("total");
        assertTrue(total.path("p50").asDouble() > measured.path("stages").path("features").path("p50").asDouble(),
                measured.toString());
        assertTrue(total.path("p50").asDouble() <= total.path("p99").asDouble(), measured.toString());
    }

    private static JsonNode run(String... arguments) throws IOException {
        CommandRun run = CommandRun.of(arguments);
        assertEquals(0, run.status(), run.printed());
        return new ObjectMapper().readTree(run.printed().substring(run.printed().indexOf("\n{")));
    }
}
