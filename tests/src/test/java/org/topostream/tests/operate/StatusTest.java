package org.topostream.tests.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.tests.CommandRun;

/// `topostream status` of a site that works.
@ExtendWith(ObservedSite.Resolver.class)
class StatusTest {
    private static CommandRun status(ObservedSite observed, String... more) {
        String[] all = Arrays.copyOf(new String[]{"status", "--bootstrap-server",
                observed.site().bootstrapServers(), "--schema-registry", observed.site().schemaRegistry()},
                5 + more.length);
        System.arraycopy(more, 0, all, 5, more.length);
        return CommandRun.of(all);
    }

    private static Optional<JsonNode> find(JsonNode list, String field, String value) {
        return StreamSupport.stream(list.spliterator(), false).filter(each -> each.path(field).asText().equals(value))
                .findFirst();
    }

    private static Optional<JsonNode> scored(ObservedSite observed) throws Exception {
        JsonNode status = new ObjectMapper().readTree(status(observed, "--json").printed());
        return Optional.of(status).filter(now -> find(now.path("scores"), "subject", ObservedSite.SUBJECT)
                .map(score -> score.path("trials").asInt() + score.path("validationTrials").asInt())
                .orElse(0) >= ObservedSite.TRIALS);
    }

    @Test
    void tellsOfAllThatThereIs(ObservedSite observed) throws Exception {
        JsonNode status = ObservedSite.await("scores", () -> scored(observed));

        assertEquals(1, status.path("brokers").path("nodes").size());
        assertEquals(0, status.path("brokers").path("offlinePartitions").asInt());
        assertEquals("", status.path("registry").path("failure").asText());
        JsonNode stimuli = find(status.path("topics"), "name", "stimuli").orElseThrow();
        assertTrue(stimuli.path("waiting").has("extract-observed"), stimuli.toString());
        assertEquals(12, find(status.path("subjects"), "name", ObservedSite.SUBJECT).orElseThrow().path("voxels")
                .asInt());
        assertTrue(status.path("backbones").toString().contains("\"observed\""));
        JsonNode encoder = find(status.path("encoders"), "subject", ObservedSite.SUBJECT).orElseThrow();
        assertTrue(encoder.path("version").asInt() >= 1 && encoder.path("ageSeconds").asInt() < 600,
                encoder.toString());
        assertTrue(status.path("letters").path("extract image").asInt() >= 1, status.path("letters").toString());
    }

    @Test
    void isReadByPeople(ObservedSite observed) {
        String printed = status(observed).printed();

        assertTrue(printed.contains("brokers    ") && printed.contains("0 partitions offline"), printed);
        assertTrue(printed.contains("observed (12 voxels)"), printed);
        assertTrue(printed.matches("(?s).*observed +observed +v\\d+, \\d+ steps.*"), printed);
        assertTrue(printed.contains("extract image"), printed);
    }

    @Test
    void aSiteWithoutBrokersIsToldInALine(@TempDir Path folder) throws IOException {
        Path impatient = Files.writeString(folder.resolve("impatient.properties"),
                "default.api.timeout.ms=1000\nrequest.timeout.ms=500\n");

        CommandRun run = CommandRun.of("status", "--bootstrap-server", "127.0.0.1:1", "--schema-registry",
                "http://127.0.0.1:1", "--config", impatient.toString());

        assertEquals(1, run.status());
        assertTrue(run.printed().startsWith("topostream status: "), run.printed());
    }
}
