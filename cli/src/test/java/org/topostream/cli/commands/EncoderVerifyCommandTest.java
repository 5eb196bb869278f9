package org.topostream.cli.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderVerifyCommandTest {
    private static final Path FIXTURE = Path.of(System.getProperty("topostream.root", ".."), "..", "shared", "fixtures",
            "factortopy-reference");

    @Test
    void printsOneLineOfJsonAndSucceedsOnTheSharedFixture() throws IOException {
        assumeTrue(Files.isDirectory(FIXTURE), "the shared fixture is absent: " + FIXTURE);

        CommandLineRun run = CommandLineRun.of("encoder", "verify", FIXTURE.toString(), "--device", "cpu");

        assertEquals(0, run.status(), run.err());
        assertEquals(1, run.out().lines().count());
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertEquals("cpu", json.path("device").asText());
        assertEquals("[12,12,20]", json.path("widths").toString());
        assertTrue(json.path("pass").asBoolean());
        for (String group : List.of("encoding", "selectors", "predictionsWhileTraining", "predictionsOnceCompiled",
                "gradients", "losses", "parametersAfterTenSteps")) {
            JsonNode comparison = json.path("groups").path(group);
            assertTrue(comparison.path("pass").asBoolean(), run.out());
            assertTrue(comparison.path("relativeError").asDouble(1) <= comparison.path("tolerance").asDouble());
        }
    }

    @Test
    void failsWhereALossIsAnother(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isDirectory(FIXTURE), "the shared fixture is absent: " + FIXTURE);
        try (Stream<Path> files = Files.list(FIXTURE)) {
            for (Path file : files.toList()) {
                Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        Path meta = folder.resolve("meta.json");
        Files.writeString(meta, Files.readString(meta).replace("0.7949789013459271", "0.7950789013459271"));

        CommandLineRun run = CommandLineRun.of("encoder", "verify", folder.toString());

        assertEquals(1, run.status(), run.out());
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertFalse(json.path("pass").asBoolean(true));
        assertFalse(json.path("groups").path("losses").path("pass").asBoolean(true));
        assertEquals("loss", json.path("groups").path("losses").path("worst").asText());
    }

    @Test
    void saysInOneLineThatAFolderIsNoReference(@TempDir Path folder) {
        CommandLineRun run = CommandLineRun.of("encoder", "verify", folder.toString());

        assertEquals(1, run.status());
        assertEquals("", run.out());
        assertEquals("topostream verify: " + folder + ": not a reference folder: meta.json is missing",
                run.err().strip());
    }

    @Test
    void namesItsCommand() {
        CommandLineRun run = CommandLineRun.of("encoder");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("expected 'encoder verify'"), run.err());
    }
}
