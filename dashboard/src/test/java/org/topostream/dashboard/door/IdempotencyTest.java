package org.topostream.dashboard.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IdempotencyTest {
    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String LATER = DoorPage.EVENT.replace("1.5", "1.75");

    private final FakeOutput kafka = new FakeOutput();

    private DoorPage serve() throws IOException {
        return DoorPage.serve(kafka);
    }

    private static boolean isReplayed(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue(REPLAYED).isPresent();
    }

    @Test
    void theSameRequestAgainGetsTheSameAnswerAndIsSentOnce() throws Exception {
        try (DoorPage page = serve()) {
            HttpResponse<byte[]> first = page.event(DoorPage.EVENT);
            HttpResponse<byte[]> again = page.event(" " + DoorPage.EVENT.replace("\"duration\":2", "\"duration\":2.0"));

            assertEquals(201, first.statusCode());
            assertEquals(201, again.statusCode());
            assertEquals(DoorPage.text(first), DoorPage.text(again));
            assertFalse(isReplayed(first));
            assertTrue(isReplayed(again));
            assertEquals(1, kafka.sent().size());
        }
    }

    @Test
    void everyKindIsSentOnce() throws Exception {
        try (DoorPage page = serve()) {
            for (int time = 0; time < 3; time++) {
                assertEquals(201, page.event(DoorPage.EVENT).statusCode());
                assertEquals(201, page.response(DoorPage.RESPONSE).statusCode());
                assertEquals(201, page.post(DoorPage.VOLUME, DoorPage.BINARY, DoorPage.intensities()).statusCode());
                assertEquals(201,
                        page.post("/stimuli?stimulusId=s&trialId=t", "image/png", DoorPage.png(1)).statusCode());
            }

            assertEquals(4, kafka.sent().size());
        }
    }

    @Test
    void otherContentsUnderTheSameIdsAreAConflict() throws Exception {
        try (DoorPage page = serve()) {
            page.event(DoorPage.EVENT);
            page.response(DoorPage.RESPONSE);

            HttpResponse<byte[]> event = page.event(LATER);
            HttpResponse<byte[]> response = page.response(DoorPage.RESPONSE.replace("[1,", "[2,"));

            assertEquals(409, event.statusCode());
            assertEquals("its ids", DoorPage.json(event).get("where").asText());
            assertEquals(409, response.statusCode());
            assertEquals(2, kafka.sent().size());
        }
    }

    @Test
    void aRevisionIsAnotherRecordAndSoIsACompleteOne() throws Exception {
        try (DoorPage page = serve()) {
            page.response(DoorPage.RESPONSE.replace("}", ",\"complete\":false}"));
            page.response(DoorPage.RESPONSE.replace("[1,", "[2,"));
            page.response(DoorPage.RESPONSE.replace("}", ",\"revision\":1}"));

            assertEquals(3, kafka.sent().size());
        }
    }

    @Test
    void aKeyIsOneMoreNameForTheSameRequest() throws Exception {
        try (DoorPage page = serve()) {
            page.event(DoorPage.EVENT, KEY, "k1");

            HttpResponse<byte[]> sameKey = page.event(DoorPage.EVENT, KEY, "k1");
            HttpResponse<byte[]> otherKey = page.event(DoorPage.EVENT, KEY, "k2");
            HttpResponse<byte[]> otherIds = page.event(DoorPage.EVENT.replace("t1", "t2"), KEY, "k1");
            HttpResponse<byte[]> linked = page.event(DoorPage.EVENT.replace("t1", "t2"), KEY, "k2");
            HttpResponse<byte[]> otherTopic = page.response(DoorPage.RESPONSE, KEY, "k1");

            assertTrue(isReplayed(sameKey));
            assertTrue(isReplayed(otherKey));
            assertEquals(409, otherIds.statusCode());
            assertEquals(KEY, DoorPage.json(otherIds).get("where").asText());
            assertEquals(409, linked.statusCode());
            assertEquals(201, otherTopic.statusCode());
            assertEquals(2, kafka.sent().size());
        }
    }

    @Test
    void aKeyIsVisibleAscii() throws Exception {
        try (DoorPage page = serve()) {
            assertEquals(400, page.event(DoorPage.EVENT, KEY, "a b").statusCode());
            assertEquals(400, page.event(DoorPage.EVENT, KEY, "a", KEY, "a").statusCode());
            assertEquals(400, page.event(DoorPage.EVENT, KEY, "x".repeat(256)).statusCode());
            assertEquals(201, page.event(DoorPage.EVENT, KEY, "x".repeat(255)).statusCode());
        }
    }

    @Test
    void manyAtTheSameTimeAreSentOnce() throws Exception {
        try (DoorPage page = serve()) {
            kafka.hold();
            List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, 12).mapToObj(
                    i -> page.postLater("/events", DoorPage.JSON, DoorPage.bytes(DoorPage.EVENT))).toList();
            kafka.awaitFirst();

            kafka.release();

            Set<String> different = answers.stream().map(CompletableFuture::join)
                    .map(answer -> answer.statusCode() + DoorPage.text(answer)).collect(Collectors.toSet());
            assertEquals(1, different.size(), different.toString());
            assertEquals(1, kafka.sent().size());
        }
    }

    @Test
    void aServerThatIsStartedAgainKnowsWhatItSent() throws Exception {
        HttpResponse<byte[]> first;
        try (DoorPage before = serve()) {
            first = before.event(DoorPage.EVENT, KEY, "k1");
        }
        try (DoorPage after = serve()) {

            HttpResponse<byte[]> again = after.event(DoorPage.EVENT, KEY, "k1");
            HttpResponse<byte[]> otherContents = after.event(LATER);
            HttpResponse<byte[]> otherIds = after.event(DoorPage.EVENT.replace("t1", "t2"), KEY, "k1");

            assertEquals(DoorPage.text(first), DoorPage.text(again));
            assertTrue(isReplayed(again));
            assertEquals(409, otherContents.statusCode());
            assertEquals(409, otherIds.statusCode());
            assertEquals(1, kafka.sent().size());
        }
    }

    @Test
    void whatKafkaHasNotTakenYetIsNotSentTwice() throws Exception {
        DoorLimits hurried = new DoorLimits(1000, 100_000, 16, 100, Duration.ofMillis(100));
        try (DoorPage page = DoorPage.serve(kafka, hurried)) {
            kafka.hold();
            HttpResponse<byte[]> first = page.event(DoorPage.EVENT);
            HttpResponse<byte[]> second = page.event(DoorPage.EVENT);

            kafka.release();

            HttpResponse<byte[]> third = page.event(DoorPage.EVENT);
            assertEquals(503, first.statusCode());
            assertEquals("1", first.headers().firstValue("Retry-After").orElseThrow());
            assertEquals("events.anna", DoorPage.json(first).get("where").asText());
            assertEquals(503, second.statusCode());
            assertEquals(201, third.statusCode());
            assertEquals(1, kafka.sent().size());
        }
    }

    @Test
    void whatWasGivenUpIsSentAgain() throws Exception {
        try (DoorPage page = serve()) {
            kafka.fail(new TimeoutException("gone"), false);

            HttpResponse<byte[]> first = page.event(DoorPage.EVENT);
            HttpResponse<byte[]> again = page.event(DoorPage.EVENT);

            assertEquals(503, first.statusCode());
            assertTrue(DoorPage.json(first).get("got").asText().contains("gone"));
            assertEquals(201, again.statusCode());
            assertFalse(isReplayed(again));
            assertEquals(2, kafka.sent().size());
        }
    }

    @Test
    void whatWasGivenUpButHasArrivedIsNotSentAgain() throws Exception {
        try (DoorPage page = serve()) {
            kafka.fail(new TimeoutException("no answer"), true);

            HttpResponse<byte[]> first = page.event(DoorPage.EVENT);
            HttpResponse<byte[]> again = page.event(DoorPage.EVENT);

            assertEquals(503, first.statusCode());
            assertEquals(201, again.statusCode());
            assertTrue(isReplayed(again));
            assertEquals(1, kafka.sent().size());
        }
    }

    @Test
    void nothingIsSentToATopicThatCannotBeRead() throws Exception {
        try (DoorPage page = serve()) {
            kafka.failToRead(new UnknownTopicOrPartitionException("topic events.anna does not exist"));

            HttpResponse<byte[]> first = page.event(DoorPage.EVENT);
            HttpResponse<byte[]> again = page.event(DoorPage.EVENT);

            assertEquals(503, first.statusCode());
            assertTrue(DoorPage.json(first).get("got").asText().contains("events.anna does not exist"));
            assertEquals(201, again.statusCode());
            assertEquals(1, kafka.sent().size());
        }
    }
}
