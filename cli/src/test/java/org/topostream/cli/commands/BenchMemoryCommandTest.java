package org.topostream.cli.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchMemoryCommandTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path folder;

    private CommandLineRun run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("bench", "memory", "--stimuli", "40", "--voxels",
                "30", "--layers", "2", "--width", "4", "--batch", "8", "--steps", "24"));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void trainsFromFilesAndSaysThatItIsRight() throws IOException {
        CommandLineRun run = run("--folder", folder.toString(), "--json");

        assertEquals(0, run.status(), run.err());
        JsonNode json = new ObjectMapper().readTree(run.out());
        JsonNode correctness = json.path("correctness");
        assertTrue(correctness.path("pass").asBoolean(), run.out());
        assertEquals(40, correctness.path("found").asInt());
        assertEquals(8 * 24, correctness.path("read").asInt());
        assertTrue(correctness.path("lastLoss").asDouble() < correctness.path("firstLoss").asDouble(), run.out());
        assertTrue(json.path("stepMs").path("min").asDouble() > 0, run.out());
        long bytes = Files.size(folder.resolve("features.slots")) + Files.size(folder.resolve("responses.slots"));
        assertEquals(bytes / MEBIBYTE, json.path("fileMegabytes").asLong());
    }

    @Test
    void startsAnewInAFolderOfAnEarlierRun() {
        run("--folder", folder.toString());

        CommandLineRun run = run("--folder", folder.toString());

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("ok: 40 of 40 examples found"), run.out());
    }

    @Test
    void refusesFewerStimuliThanABatchHas() {
        CommandLineRun run = CommandLineRun.of("bench", "memory", "--stimuli", "31");

        assertEquals(1, run.status());
        assertTrue(run.err().contains("expected at least 1 voxel"), run.err());
    }
}
