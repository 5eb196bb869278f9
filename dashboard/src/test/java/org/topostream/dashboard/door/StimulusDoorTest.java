package org.topostream.dashboard.door;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.dashboard.Samples;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Stimulus;

@Timeout(60)
class StimulusDoorTest {
    private static final String FORM = "multipart/form-data; boundary=XX";

    private final FakeOutput kafka = new FakeOutput();
    private DoorPage page;

    @BeforeEach
    void serve() throws IOException {
        page = DoorPage.serve(kafka);
    }

    @AfterEach
    void close() {
        page.close();
    }

    private HttpResponse<byte[]> image(String query) throws Exception {
        return page.post("/stimuli?" + query, "image/png", DoorPage.png(1));
    }

    private static String escaped(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /// printf '\211PNG\r\n\032\n\001' | sha256sum
    @Test
    void anImageBecomesAStimulus() throws Exception {
        HttpResponse<byte[]> answer = image(
                "stimulusId=faces/12.png&trialId=t1&session=d1&split=validation&onsetSeconds=-0.5");

        Outgoing sent = kafka.sent().getFirst();
        Stimulus stimulus = (Stimulus) sent.value();
        assertEquals(201, answer.statusCode(), DoorPage.text(answer));
        assertEquals("stimuli faces/12.png", sent.topic() + " " + sent.key());
        assertEquals("faces/12.png t1 d1",
                String.join(" ", stimulus.getStimulusId(), stimulus.getTrialId(), stimulus.getSession()));
        assertEquals(Split.VALIDATION, stimulus.getSplit());
        assertEquals(-0.5, stimulus.getOnsetSeconds());
        assertArrayEquals(DoorPage.png(1), stimulus.getImage().array());
        assertEquals("275f1bcbbb585c71e3b2184304eccfa0e37de92022ca3b6f4e9c10df32318d85", stimulus.getSha256());
        assertTrue(stimulus.getSentAt().toEpochMilli() > 1_700_000_000_000L);
    }

    @Test
    void whatIsLeftOutHasTheSchemasDefaults() throws Exception {
        image("stimulusId=s1");

        Stimulus stimulus = (Stimulus) kafka.sent().getFirst().value();
        assertEquals("", stimulus.getTrialId() + stimulus.getSession());
        assertEquals(Split.TRAIN, stimulus.getSplit());
    }

    @Test
    void aFormMayHoldTheImageAndItsFields() throws Exception {
        String form = """
                --XX\r
                Content-Disposition: form-data; name="stimulusId"\r
                \r
                s\u00c3\u00a4\r
                --XX\r
                Content-Disposition: form-data; name="metadata"\r
                \r
                {"session": "d1", "onsetSeconds": 3}\r
                --XX\r
                Content-Disposition: form-data; name="image"; filename="../a.jpg"\r
                Content-Type: image/jpeg\r
                \r
                IMAGE\r
                --XX--\r
                """.replace("IMAGE", new String(DoorPage.png(1), StandardCharsets.ISO_8859_1));

        HttpResponse<byte[]> answer = page.post("/stimuli?trialId=t1", FORM,
                form.getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(201, answer.statusCode(), DoorPage.text(answer));
        Stimulus stimulus = (Stimulus) kafka.sent().getFirst().value();
        assertEquals("s\u00e4 t1 d1",
                String.join(" ", stimulus.getStimulusId(), stimulus.getTrialId(), stimulus.getSession()));
        assertEquals(3.0, stimulus.getOnsetSeconds());
        assertArrayEquals(DoorPage.png(1), stimulus.getImage().array());
    }

    @Test
    void aFormsImageIsTakenByteForByte() throws Exception {
        byte[] image = DoorPage.png('\r', '\n', '-', '-', 'X', 0, 0xFF);
        byte[] head = DoorPage.bytes("--XX\r\nContent-Disposition: form-data; name=\"stimulusId\"\r\n\r\ns1\r\n--XX\r\n"
                + "Content-Disposition: form-data; name=\"image\"; filename=\"../a.jpg\"\r\n\r\n");
        byte[] tail = DoorPage.bytes("\r\n--XX--\r\n");
        byte[] body = Arrays.copyOf(head, head.length + image.length + tail.length);
        System.arraycopy(image, 0, body, head.length, image.length);
        System.arraycopy(tail, 0, body, head.length + image.length, tail.length);

        HttpResponse<byte[]> answer = page.post("/stimuli", FORM, body);

        assertEquals(201, answer.statusCode(), DoorPage.text(answer));
        assertArrayEquals(image, ((Stimulus) kafka.sent().getFirst().value()).getImage().array());
        assertEquals("s1", kafka.sent().getFirst().key());
    }

    @Test
    void fieldsMayStandInOneJsonObject() throws Exception {
        HttpResponse<byte[]> header = page.post("/stimuli", "image/png", DoorPage.png(1), "X-Metadata",
                "{\"stimulusId\": \"s\\u00e4\", \"split\": \"validation\"}");
        HttpResponse<byte[]> address = image("metadata=" + escaped("{\"stimulusId\": \"s2\"}"));

        assertEquals(201, header.statusCode(), DoorPage.text(header));
        assertEquals(201, address.statusCode(), DoorPage.text(address));
        assertEquals("s\u00e4", kafka.sent().getFirst().key());
        assertEquals("s2", kafka.sent().getLast().key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../x", "/etc/passwd", "a/../b", "a//b", "a/", "a\\b", "a/./b", "a\u0000b",
            "a\nb", "http://x/y", "\u0085"})
    void anIdIsNeverAPath(String id) throws Exception {
        HttpResponse<byte[]> stimulus = image("stimulusId=" + escaped(id));
        HttpResponse<byte[]> trial = image("stimulusId=s&trialId=" + escaped(id));
        HttpResponse<byte[]> session = image("stimulusId=s&session=" + escaped(id));

        assertEquals(422, stimulus.statusCode(), DoorPage.text(stimulus));
        assertEquals("stimulusId", DoorPage.json(stimulus).get("where").asText());
        assertEquals(422, trial.statusCode());
        assertEquals(422, session.statusCode());
        assertEquals(0, kafka.sent().size());
    }

    @Test
    void anIdHasOneToTwoHundredBytes() throws Exception {
        assertEquals(422, image("stimulusId=").statusCode());
        assertEquals(422, image("").statusCode());
        assertEquals(422, image("stimulusId=" + "x".repeat(201)).statusCode());
        assertEquals(422, image("stimulusId=" + escaped("\u00e4".repeat(101))).statusCode());
        assertEquals(201, image("stimulusId=" + "x".repeat(200)).statusCode());
        assertEquals(201, image("stimulusId=" + escaped("\u00e4".repeat(100))).statusCode());
        assertEquals(201, image("stimulusId=...").statusCode());
    }

    @Test
    void halfACharacterIsNoId() throws Exception {
        HttpResponse<byte[]> half = page.post("/stimuli", "image/png", DoorPage.png(1), "X-Metadata",
                "{\"stimulusId\": \"s\\ud800\"}");

        assertEquals(422, half.statusCode(), DoorPage.text(half));
        assertEquals(400, image("stimulusId=%ff").statusCode());
        assertEquals(400, image("stimulusId=a&stimulusId=b").statusCode());
        assertEquals(0, kafka.sent().size());
    }

    @Test
    void whatIsNoImageIsRefused() throws Exception {
        assertEquals(415, page.post("/stimuli?stimulusId=s", "image/png", new byte[0]).statusCode());
        assertEquals(415, page.post("/stimuli?stimulusId=s", "image/jpeg", DoorPage.bytes("GIF89a")).statusCode());
        assertEquals(415, page.post("/stimuli?stimulusId=s", "image/gif", DoorPage.png(1)).statusCode());
        assertEquals(0, kafka.sent().size());
    }

    @Test
    void anImageOfAMegabyteIsTooLargeForItsRecord() throws Exception {
        byte[] fits = Arrays.copyOf(DoorPage.png(), 999_999);
        byte[] large = Arrays.copyOf(DoorPage.png(), 1_000_000);

        assertEquals(201, page.post("/stimuli?stimulusId=s", "image/png", fits).statusCode());
        assertEquals(413, page.post("/stimuli?stimulusId=l", "image/png", large).statusCode());
    }

    @Test
    void whatCannotBeWaitedForIsRefused() throws Exception {
        assertEquals(422, image("stimulusId=s&wait=response").statusCode());
        assertEquals(422, image("stimulusId=s&wait=prediction&seconds=31").statusCode());
        assertEquals(422, image("stimulusId=s&wait=prediction&seconds=-1").statusCode());
        assertEquals(422, image("stimulusId=s&wait=prediction&seconds=0x1").statusCode());
        assertEquals(422, image("stimulusId=s&wait=prediction&count=0").statusCode());
        assertEquals(422, image("stimulusId=s&wait=prediction&backbone=a.b").statusCode());
        assertEquals(422, image("stimulusId=s&split=test").statusCode());
        assertEquals(0, kafka.sent().size());
    }

    @Test
    void thePredictionThatComesInTimeIsTheAnswer() throws Exception {
        kafka.tell(sent -> page.fed().take(sent.key(), Samples.prediction(sent.key(), 3, 1, 2, 3, 0.5f)));

        HttpResponse<byte[]> answer = image("stimulusId=s1&wait=prediction&seconds=20");

        assertEquals(200, answer.statusCode());
        assertEquals("{\"topic\":\"stimuli\",\"partition\":0,\"offset\":0,\"key\":\"s1\",\"predictions\":[{\"subject\":"
                + "\"anna\",\"backbone\":\"clip\",\"encoderVersion\":3,\"values\":[1.0,2.0,3.0,0.5]}]}",
                DoorPage.text(answer));
    }

    @Test
    void aPredictionMayComeWhileItIsWaitedFor() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> answer = page.postLater(
                "/stimuli?stimulusId=s1&wait=prediction&seconds=30&subject=anna&backbone=clip", "image/png",
                DoorPage.png(1));
        while (page.live().listeners() == 0) {
            Thread.onSpinWait();
        }
        page.fed().take("s0", Samples.prediction("s0", 3, 9, 9, 9, 9));

        page.fed().take("s1", Samples.prediction("s1", 4, 1, 2, 3, 4));

        assertEquals(200, answer.join().statusCode());
        assertEquals(4, DoorPage.json(answer.join()).get("predictions").get(0).get("encoderVersion").asInt());
    }

    @Test
    void aPredictionThatComesLateIsAskedForLater() throws Exception {
        HttpResponse<byte[]> answer = image("stimulusId=" + escaped("s 1&\u00e4") + "&wait=prediction&seconds=0"
                + "&subject=anna&backbone=clip");
        String later = answer.headers().firstValue("Location").orElseThrow();
        HttpResponse<byte[]> tooEarly = page.get(later);

        page.fed().take("s 1&\u00e4", Samples.prediction("s 1&\u00e4", 3, 1, 2, 3, 4));

        HttpResponse<byte[]> inTime = page.get(later);
        assertEquals(202, answer.statusCode());
        assertEquals("/predictions?stimulusId=s+1%26%C3%A4&subject=anna&backbone=clip&count=1", later);
        assertEquals(later, DoorPage.json(answer).get("later").asText());
        assertEquals(202, tooEarly.statusCode());
        assertEquals(200, inTime.statusCode());
        assertEquals(1, DoorPage.json(inTime).get("predictions").size());
    }

    @Test
    void whatIsSentAgainAndWaitedForGetsItsPredictionTwice() throws Exception {
        kafka.tell(sent -> page.fed().take(sent.key(), Samples.prediction(sent.key(), 3, 1, 2, 3, 4)));

        HttpResponse<byte[]> first = image("stimulusId=s1&wait=prediction");
        HttpResponse<byte[]> again = image("stimulusId=s1&wait=prediction");

        assertEquals(DoorPage.text(first), DoorPage.text(again));
        assertEquals(1, kafka.sent().size());
    }
}
