package org.topostream.dashboard.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.schemas.SizeLimits;

@Timeout(60)
class DoorLimitsTest {
    private final FakeOutput kafka = new FakeOutput();

    @Test
    void byDefaultABodyHasTwentyMegabytes() {
        assertEquals(new DoorLimits(20_000_000, 16_777_216, 4, 100_000, Duration.ofSeconds(10)),
                DoorLimits.of(SizeLimits.defaults()));
    }

    @Test
    void refusesWhatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new DoorLimits(0, 1, 1, 1, Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> new DoorLimits(1, 1, 1, 1, Duration.ZERO));
    }

    @Test
    void aBodyOfTwentyMegabytesIsReadAndALargerOneIsNot() throws Exception {
        try (DoorPage page = DoorPage.serve(kafka)) {
            HttpResponse<byte[]> fits = page.post("/events", DoorPage.JSON, new byte[20_000_000]);
            HttpResponse<byte[]> large = page.post("/events", DoorPage.JSON, new byte[20_000_001]);
            HttpResponse<byte[]> unsaid = page.send("POST", "/events",
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[20_000_001])));

            assertEquals(400, fits.statusCode());
            assertEquals(413, large.statusCode());
            assertEquals("20000001 bytes", DoorPage.json(large).get("got").asText());
            assertEquals(413, unsaid.statusCode());
            assertEquals("the body", DoorPage.json(unsaid).get("where").asText());
        }
    }

    @Test
    void aRecordThatTheSiteDoesNotLetThroughIsTooLarge() throws Exception {
        DoorLimits narrow = new DoorLimits(1_000_000, 5_000, 16, 100, Duration.ofSeconds(10));
        try (DoorPage page = DoorPage.serve(kafka, narrow)) {
            HttpResponse<byte[]> small = page.post("/stimuli?stimulusId=s", "image/png", DoorPage.png(1));
            HttpResponse<byte[]> large = page.post("/stimuli?stimulusId=l", "image/png", DoorPage.png(new int[2_000]));
            kafka.fail(new RecordTooLargeException("1 MB"), false);
            HttpResponse<byte[]> refused = page.event(DoorPage.EVENT);

            assertEquals(201, small.statusCode());
            assertEquals(413, large.statusCode());
            assertEquals(413, refused.statusCode());
        }
    }

    @Test
    void whoeverFindsNoRoomInTimeIsToldToComeAgain() throws Exception {
        DoorLimits alone = new DoorLimits(10_000, 100_000, 1, 100, Duration.ofMillis(200));
        try (DoorPage page = DoorPage.serve(kafka, alone);
                Socket slow = new Socket("127.0.0.1", URI.create(page.url()).getPort())) {
            slow.getOutputStream().write(DoorPage.bytes("POST /events HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{"));
            HttpResponse<byte[]> answer = page.event(DoorPage.EVENT);
            while (answer.statusCode() == 201) {
                answer = page.event(DoorPage.EVENT); // The slow one has not come in yet.
            }

            HttpResponse<byte[]> read = page.get("/openapi.json");

            assertEquals(503, answer.statusCode());
            assertEquals("more than 1", DoorPage.json(answer).get("got").asText());
            assertEquals(200, read.statusCode());
        }
    }
}
