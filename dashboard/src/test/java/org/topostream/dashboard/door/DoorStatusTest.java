package org.topostream.dashboard.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.topostream.dashboard.Samples;

/// Brings about every status that `openapi.json` names, and finds no other.
@Timeout(60)
class DoorStatusTest {
    private static final int BODY_BYTES = 2000;

    /// A request that is taken, and the same with other contents.
    enum Sample {
        STIMULUS("/stimuli?stimulusId=s1&trialId=t1", "image/png", DoorPage.png(1), DoorPage.png(2)),
        EVENT("/events", DoorPage.JSON, DoorPage.bytes(DoorPage.EVENT),
                DoorPage.bytes(DoorPage.EVENT.replace("1.5", "1.25"))),
        RESPONSE("/responses", DoorPage.JSON, DoorPage.bytes(DoorPage.RESPONSE),
                DoorPage.bytes(DoorPage.RESPONSE.replace("[1,", "[2,"))),
        VOLUME(DoorPage.VOLUME, DoorPage.BINARY, DoorPage.intensities(), new byte[8]);

        private final String path;
        private final String type;
        private final byte[] body;
        private final byte[] other;

        Sample(String path, String type, byte[] body, byte[] other) {
            this.path = path;
            this.type = type;
            this.body = body;
            this.other = other;
        }

        private String route() {
            return path.replaceFirst("\\?.*", "");
        }
    }

    private final FakeOutput kafka = new FakeOutput();
    private final FakeOutput away = new FakeOutput();
    private final Map<Integer, HttpResponse<byte[]>> found = new TreeMap<>();
    private DoorPage page;
    private DoorPage waiting;

    @BeforeEach
    void serve() throws IOException {
        page = DoorPage.serve(kafka, new DoorLimits(BODY_BYTES, 100_000, 16, 100, Duration.ofSeconds(10)));
        away.hold();
        waiting = DoorPage.serve(away, new DoorLimits(BODY_BYTES, 100_000, 16, 100, Duration.ofMillis(50)));
    }

    @AfterEach
    void close() {
        page.close();
        waiting.close();
    }

    private void take(int expected, HttpResponse<byte[]> answer) {
        assertEquals(expected, answer.statusCode(), DoorPage.text(answer));
        found.put(answer.statusCode(), answer);
    }

    private JsonNode document() throws Exception {
        return DoorPage.json(page.get("/openapi.json"));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void assertDocumented(String path, String method) throws Exception {
        Set<String> documented = names(document().get("paths").get(path).get(method).get("responses"));
        assertTrue(documented.remove("default"));
        Set<String> statuses = new TreeSet<>();
        found.keySet().forEach(status -> statuses.add(Integer.toString(status)));
        assertEquals(documented, statuses, path);
    }

    private void assertMembers() throws Exception {
        JsonNode schemas = document().get("components").get("schemas");
        for (HttpResponse<byte[]> answer : found.values()) {
            JsonNode body = DoorPage.json(answer);
            String schema = answer.statusCode() < 400 ? body.has("topic") ? "Sent" : "Predicted" : "Problem";
            Set<String> members = names(body);
            assertTrue(names(schemas.get(schema).get("properties")).containsAll(members), members.toString());
            schemas.get(schema).get("required").forEach(name -> assertTrue(members.contains(name.asText())));
            body.path("predictions").forEach(
                    made -> assertEquals(names(schemas.get("Prediction").get("properties")), names(made)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatADoorAnswersIsWhatTheDocumentSays(Sample sample) throws Exception {
        take(201, page.post(sample.path, sample.type, sample.body));
        take(400, page.post(sample.path, sample.type, sample.body, "Idempotency-Key", "a b"));
        take(403, page.post(sample.path, sample.type, sample.body, "Origin", "https://example.org"));
        take(409, page.post(sample.path, sample.type, sample.other));
        take(413, page.post(sample.path, sample.type, new byte[BODY_BYTES + 1]));
        take(415, page.post(sample.path, "text/plain", sample.body));
        take(422, page.post(sample.path + (sample.path.contains("?") ? "&" : "?") + "nothing=1", sample.type,
                sample.body));
        take(503, waiting.post(sample.path, sample.type, sample.body));
        if (sample == Sample.STIMULUS) {
            take(202, page.post(sample.path + "&wait=prediction&seconds=0", sample.type, sample.body));
            page.fed().take("s1", Samples.prediction("s1", 3, 1, 2, 3, 4));
            take(200, page.post(sample.path + "&wait=prediction&seconds=0", sample.type, sample.body));
        }

        assertDocumented(sample.route(), "post");
        assertMembers();
        assertEquals(1, kafka.sent().size());
    }

    @Test
    void whatAskingForPredictionsAnswersIsWhatTheDocumentSays() throws Exception {
        page.fed().take("s1", Samples.prediction("s1", 3, 1, 2, 3, 4));
        take(200, page.get("/predictions?stimulusId=s1"));
        take(202, page.get("/predictions?stimulusId=s1&count=2"));
        take(400, page.get("/predictions?stimulusId=s1&stimulusId=s1"));
        take(403, page.get("/predictions?stimulusId=s1", "Origin", "https://example.org"));
        take(422, page.get("/predictions"));

        assertDocumented("/predictions", "get");
        assertMembers();
    }

    @Test
    void whatAskingForTheDocumentAnswersIsWhatItSays() throws Exception {
        take(200, page.get("/openapi.json"));
        take(403, page.get("/openapi.json", "Origin", "https://example.org"));

        assertDocumented("/openapi.json", "get");
    }

    @Test
    void whatNobodyHasThoughtOfIsAProblemToo() throws Exception {
        HttpResponse<byte[]> answer = page.post("/volumes?subject=anna&run=r1&number=0", "application/x-nifti",
                new byte[0]);

        assertEquals(500, answer.statusCode());
        assertEquals("/volumes", DoorPage.json(answer).get("where").asText());
    }

    @Test
    void nobodyWaitsForEverForWhatFailedInAWayNobodyHasThoughtOf() throws Exception {
        kafka.tell(sent -> {
            throw new StackOverflowError("made up");
        });
        HttpResponse<byte[]> first = page.event(DoorPage.EVENT);
        kafka.tell(sent -> {});

        HttpResponse<byte[]> again = page.event(DoorPage.EVENT);

        assertEquals(503, first.statusCode());
        assertEquals(201, again.statusCode());
    }
}
