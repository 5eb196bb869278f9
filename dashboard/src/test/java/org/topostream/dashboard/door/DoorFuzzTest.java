package org.topostream.dashboard.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Requests with bytes changed, left out and put in. Nothing comes of them but a record or a problem.
@Timeout(120)
class DoorFuzzTest {
    private static final int CASES = 400;
    private static final Set<Integer> STATUSES = Set.of(201, 400, 409, 415, 422);
    private static final byte[] FORM = ("--XX\r\nContent-Disposition: form-data; name=\"stimulusId\"\r\n\r\ns1\r\n"
            + "--XX\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\n"
            + new String(DoorPage.png(1), StandardCharsets.ISO_8859_1) + "\r\n--XX--\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    private static final List<String> PIECES = List.of("{", "}", "[", "]", "\"", ",", ":", "null", "-", "1e400", "NaN",
            "\\u0000", "\\ud800", "\r\n", "--XX", "--", "../", "\u0000", "999999999999999999999", "true");

    private final FakeOutput kafka = new FakeOutput();

    private static byte[] changed(byte[] whole, Random random) {
        byte[] bytes = whole;
        for (int change = random.nextInt(1, 4); change > 0; change--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(4)) {
                case 0 -> joined(bytes, at, new byte[]{(byte) random.nextInt(256)}, at + 1);
                case 1 -> joined(bytes, at, new byte[0], Math.min(bytes.length, at + random.nextInt(1, 9)));
                case 2 -> Arrays.copyOf(bytes, at + 1);
                default -> joined(bytes, at, DoorPage.bytes(PIECES.get(random.nextInt(PIECES.size()))), at);
            };
        }
        return bytes;
    }

    /// What stands before one place, something else, and what stands from another place on; a zero where that is
    /// nothing.
    private static byte[] joined(byte[] bytes, int end, byte[] between, int start) {
        byte[] joined = new byte[Math.max(1, end + between.length + bytes.length - start)];
        System.arraycopy(bytes, 0, joined, 0, end);
        System.arraycopy(between, 0, joined, end, between.length);
        System.arraycopy(bytes, start, joined, end + between.length, bytes.length - start);
        return joined;
    }

    private void assertRecordOrProblem(HttpResponse<byte[]> answer, int before, String what) throws Exception {
        JsonNode json = DoorPage.json(answer);
        boolean taken = answer.statusCode() == 201;
        boolean again = answer.headers().firstValue("Idempotency-Replayed").isPresent();
        assertTrue(STATUSES.contains(answer.statusCode()), () -> what + " " + DoorPage.text(answer));
        assertEquals(before + (taken && !again ? 1 : 0), kafka.sent().size(), what);
        for (String member : taken ? List.of("topic", "key") : List.of("error", "expected", "got", "where")) {
            assertTrue(json.get(member).isTextual(), () -> what + " " + DoorPage.text(answer));
        }
    }

    @Test
    void changedJsonIsARecordOrAProblem() throws Exception {
        Random random = new Random(20_261_128);
        try (DoorPage page = DoorPage.serve(kafka)) {
            for (int i = 0; i < CASES; i++) {
                boolean event = random.nextBoolean();
                byte[] body = changed(DoorPage.bytes(event ? DoorPage.EVENT : DoorPage.RESPONSE), random);
                int before = kafka.sent().size();

                HttpResponse<byte[]> answer = page.post(event ? "/events" : "/responses", DoorPage.JSON, body);

                assertRecordOrProblem(answer, before, "case " + i + ": " + Arrays.toString(body));
            }
        }
    }

    @Test
    void changedFormsAreARecordOrAProblem() throws Exception {
        Random random = new Random(20_261_129);
        try (DoorPage page = DoorPage.serve(kafka)) {
            for (int i = 0; i < CASES; i++) {
                byte[] body = changed(FORM, random);
                int before = kafka.sent().size();

                HttpResponse<byte[]> answer = page.post("/stimuli", "multipart/form-data; boundary=XX", body);

                assertRecordOrProblem(answer, before, "case " + i + ": " + Arrays.toString(body));
            }
        }
    }

    @Test
    void changedMetadataIsARecordOrAProblem() throws Exception {
        Random random = new Random(20_261_130);
        try (DoorPage page = DoorPage.serve(kafka)) {
            for (int i = 0; i < CASES; i++) {
                String json = new String(changed(DoorPage.bytes("{\"stimulusId\":\"s1\",\"split\":\"train\"}"), random),
                        StandardCharsets.ISO_8859_1);
                String query = URLEncoder.encode(json, StandardCharsets.UTF_8);
                int before = kafka.sent().size();

                HttpResponse<byte[]> answer = page.post("/stimuli?metadata=" + query, "image/png", DoorPage.png(1));

                assertRecordOrProblem(answer, before, "case " + i + ": " + json);
            }
        }
    }
}
