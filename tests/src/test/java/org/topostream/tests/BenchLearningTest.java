package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchLearningTest {
    @TempDir
    private Path folder;

    private JsonNode bench(Path recording) throws IOException {
        CommandRun run = CommandRun.of("bench", "learning", recording.toString(), "--cache",
                folder.resolve("cache").toString(), "--offline-epochs", "2", "--steps-per-trial", "1", "--full-after",
                "0", "--batch", "4",
                "--bottleneck", "8", "--json");
        assertEquals(0, run.status(), run.printed());
        return new ObjectMapper().readTree(run.printed().substring(run.printed().indexOf("\n{")));
    }

    @Test
    void comparesOnlineOfflineAndRidgeAndComesToTheSameAgain() throws IOException {
        Path recording = SmallRecording.write(folder.resolve("recording"), 50);
        Files.delete(recording.resolve("stimuli").resolve(SmallRecording.BROKEN_IMAGE));

        JsonNode first = bench(recording);
        JsonNode again = bench(recording);

        assertEquals(40, first.path("training").asInt());
        assertEquals(10, first.path("validation").asInt());
        assertEquals(40, first.path("online").path(3).path("trials").asInt());
        assertEquals(40, first.path("online").path(3).path("steps").asInt());
        assertEquals(2 * 10, first.path("offline").path(1).path("steps").asInt());
        assertTrue(first.path("ridge").path("rMean").isNumber(), first.toString());
        for (String way : new String[]{"online", "offline"}) {
            for (int checkpoint = 0; checkpoint < first.path(way).size(); checkpoint++) {
                assertEquals(first.path(way).path(checkpoint).path("result").path("rMean"),
                        again.path(way).path(checkpoint).path("result").path("rMean"), way + " " + checkpoint);
            }
        }
        assertNotEquals(first.path("online").path(0).path("result"), first.path("online").path(3).path("result"));
    }

    @Test
    void printsATableForPeople() throws IOException {
        Path recording = SmallRecording.write(folder.resolve("recording"), 30);

        CommandRun run = CommandRun.of("bench", "learning", recording.toString(), "--offline-epochs", "0",
                "--steps-per-trial", "1", "--batch", "2", "--bottleneck", "8");

        assertEquals(0, run.status(), run.printed());
        assertEquals(4, run.printed().lines().filter(line -> line.startsWith("online  ")).count(), run.printed());
        assertEquals(1, run.printed().lines().filter(line -> line.startsWith("ridge  ")).count(), run.printed());
    }
}
