package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.schemas.Topics;

/// `kill -9` in the middle of a run takes broker, registry, streams and trainer at once; a second start goes on.
class KilledRunTest {
    private static final int TRIALS = 80;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void losesNoTrialAndPredictsNoneTwice(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        Path recording = SmallRecording.write(folder.resolve("recording"), TRIALS);
        Path report = folder.resolve("report.json");
        Process first = start(folder, recording, data, report);
        awaitPredictions(data, first, TRIALS / 3);
        first.destroyForcibly().waitFor();
        assertTrue(!report.toFile().exists(), "the run was over before it was killed");

        Process second = start(folder, recording, data, report);
        boolean ended = second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertTrue(ended, () -> "the second run did not end; it said:\n" + end(folder.resolve("output.log"))
                + "\nand its log:\n" + end(folder.resolve("home").resolve("topostream.log")));
        assertEquals(0, second.exitValue());
        JsonNode trials = new ObjectMapper().readTree(report.toFile()).path("trials");
        assertEquals(TRIALS, trials.path("sent").asInt());
        assertEquals(TRIALS, trials.path("responses").asInt());
        assertEquals(TRIALS, trials.path("predicted").asInt());
        assertEquals(1, trials.path("deadLetters").asInt());
        try (OpenSite open = OpenSite.open(Optional.empty(), new DataFolder(data), Map.of())) {
            List<String> predicted = Committed.keys(open.site(), Topics.predictions(SmallRecording.SUBJECT).name());
            assertEquals(TRIALS, Set.copyOf(predicted).size());
            assertEquals(TRIALS, predicted.size(), "some stimulus was predicted twice");
            assertEquals(List.of(SmallRecording.BROKEN_IMAGE),
                    Committed.keys(open.site(), Topics.deadLetters().name()));
        }
    }

    private static Process start(Path folder, Path recording, Path data, Path report) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Xmx1g",
                "-Dai.djl.offline=true", "-Dtopostream.root=" + System.getProperty("topostream.root"), "-cp", classPath,
                "org.topostream.cli.Topostream", "replay", recording.toString(), "--exit", "--steps-per-trial", "1",
                "--report", report.toString(), "--data", data.toString());
        builder.environment().put(DataFolder.HOME_VARIABLE, folder.resolve("home").toString());
        return builder.redirectErrorStream(true).redirectOutput(folder.resolve("output.log").toFile()).start();
    }

    private static String end(Path log) {
        try {
            String all = Files.readString(log);
            return all.substring(Math.max(0, all.length() - 6_000));
        } catch (IOException e) {
            return "nothing that could be read: " + e;
        }
    }

    private static void awaitPredictions(Path data, Process process, int wanted) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        int found = 0;
        while (found < wanted) {
            assertTrue(process.isAlive(), "the first run ended by itself");
            assertTrue(Instant.now().isBefore(end), "only " + found + " predictions came");
            found = RunningSite.predictions(data, SmallRecording.SUBJECT);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
