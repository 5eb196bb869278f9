package org.topostream.dashboard.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.dashboard.Page;
import org.topostream.dashboard.Samples;
import org.topostream.dashboard.Samples.Fed;

@Timeout(60)
class EventsTest {
    private static final String PATH = "/api/subjects/anna/events";

    private Page page;
    private Fed fed;

    private record Event(String name, String id, JsonNode data) {}

    @BeforeEach
    void serve() throws IOException {
        page = Page.serve();
        fed = page.feed();
    }

    @AfterEach
    void close() {
        page.close();
    }

    private BufferedReader open(String path, String... headers) throws Exception {
        HttpResponse<InputStream> response = page.stream(path, headers);
        assertEquals(200, response.statusCode());
        assertEquals("text/event-stream", response.headers().firstValue("Content-Type").orElseThrow());
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /// Waits for the next event; what is said between events is passed over.
    private static Event next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (!line.startsWith("event: ")) {
            line = lines.readLine();
        }
        String id = lines.readLine();
        String data = lines.readLine();
        return new Event(line.substring("event: ".length()), id.substring("id: ".length()),
                new ObjectMapper().readTree(data.substring("data: ".length())));
    }

    @Test
    void tellsOfMapsOfTheKindsThatWereAskedFor() throws Exception {
        fed.map("layer", 1, 0, 0.5f, Float.NaN, 1);
        fed.map("scale", 1, 0, 0, 0, 0);
        BufferedReader lines = open(PATH + "?kinds=layer,r");
        Event first = next(lines);

        fed.map("scale", 2, 0, 0, 0, 0);
        fed.map("layer", 2, 1, 1, 1, 1);

        Event second = next(lines);
        assertEquals("map", first.name());
        assertEquals("layer", first.data().get("kind").asText());
        assertArrayEquals(new float[]{0, 0.5f, Float.NaN, 1},
                Page.floats(Base64.getDecoder().decode(first.data().get("values").asText())));
        assertEquals("layer", second.data().get("kind").asText());
        assertEquals(2, second.data().get("encoderVersion").asInt());
    }

    @Test
    void tellsOfScoresAndTrials() throws Exception {
        BufferedReader lines = open(PATH);

        fed.take("clip", Samples.score(5, 1, 0, 0, 0, 0));
        fed.take("s1", Samples.response("s1", "t1", 0, 2, 4, 6, 8));

        Event score = next(lines);
        Event trial = next(lines);
        assertEquals("score", score.name());
        assertEquals(5, score.data().get("prequential").get("trials").asInt());
        assertEquals("trial", trial.name());
        assertArrayEquals(new float[]{2, 4, 6, 8},
                Page.floats(Base64.getDecoder().decode(trial.data().get("measured").asText())));
    }

    @Test
    void goesOnWhereAReaderWasCutOff() throws Exception {
        fed.map("layer", 1, 0, 0, 0, 0);
        fed.map("scale", 1, 0, 0, 0, 0);
        BufferedReader before = open(PATH);
        next(before);
        Event last = next(before);
        before.close();
        fed.map("layer", 2, 1, 1, 1, 1);

        BufferedReader after = open(PATH, "Last-Event-ID", last.id());

        Event next = next(after);
        assertEquals("layer", next.data().get("kind").asText());
        assertEquals(2, next.data().get("encoderVersion").asInt());
    }

    @Test
    void anIdOfAServerThatRanBeforeIsOlderThanEverything() throws Exception {
        fed.map("layer", 1, 0, 0, 0, 0);
        String yesterday = Long.toString(System.currentTimeMillis() - 86_400_000);

        Event first = next(open(PATH, "Last-Event-ID", yesterday));

        assertEquals("layer", first.data().get("kind").asText());
    }
}
