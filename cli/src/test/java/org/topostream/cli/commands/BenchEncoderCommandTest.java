package org.topostream.cli.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class BenchEncoderCommandTest {

    @Test
    void measuresASmallEncoderAndSaysThatItIsRight() throws IOException {
        CommandLineRun run = CommandLineRun.of("bench", "encoder", "--voxels", "30", "--layers", "2", "--width", "4",
                "--bottleneck", "8", "--batch", "2", "--repeats", "2", "--seconds", "0.05", "--json");

        assertEquals(0, run.status(), run.err());
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertEquals(30, json.path("workload").path("voxels").asInt());
        assertTrue(json.path("correctness").path("pass").asBoolean(), run.out());
        assertTrue(json.path("correctness").path("steps").asInt() > 0, run.out());
        for (List<String> path : List.of(List.of("trainingImagesPerSecond"), List.of("trainingStepMs"),
                List.of("compilingMs"), List.of("scoringOne", "ms"), List.of("scoringBatch", "imagesPerSecond"))) {
            JsonNode spread = json;
            for (String name : path) {
                spread = spread.path(name);
            }
            assertTrue(spread.path("min").asDouble() > 0, path + ": " + run.out());
            assertTrue(spread.path("median").asDouble() >= spread.path("min").asDouble(), path + ": " + run.out());
        }
    }

    @Test
    void refusesAnEncoderWithoutVoxels() {
        CommandLineRun run = CommandLineRun.of("bench", "encoder", "--voxels", "0");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("--voxels"), run.err());
    }

    @Test
    void namesItsBenchmarks() {
        CommandLineRun run = CommandLineRun.of("bench");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("expected one of the benchmarks: bench encoder"), run.err());
    }
}
