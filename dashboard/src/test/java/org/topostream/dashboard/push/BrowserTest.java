package org.topostream.dashboard.push;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.topostream.dashboard.Samples;
import org.topostream.dashboard.Samples.Fed;

class BrowserTest {
    private static final int[] NOTHING = {};

    private final Fed fed = Fed.begin();
    private final FakeConnection connection = new FakeConnection();
    private final Browser browser = new Browser(fed.live(), new SharedFrames(), connection);

    private List<ReadFrame> frames() {
        return connection.taken().stream().map(ReadFrame::of).toList();
    }

    private List<String> types() {
        return frames().stream().map(ReadFrame::type).toList();
    }

    private void watch(String... keys) {
        browser.receive("{\"type\": \"watch\", \"subject\": \"anna\", \"maps\": [\"" + String.join("\", \"", keys)
                + "\"]}");
    }

    private void resume(String key, long seq, String server) {
        browser.receive("{\"type\": \"watch\", \"subject\": \"anna\", \"maps\": [\"" + key + "\"], \"have\": {\"" + key
                + "\": " + seq + "}, \"server\": \"" + server + "\"}");
    }

    private void answer(ReadFrame frame) {
        browser.receive("{\"type\": \"ack\", \"seq\": " + frame.seq() + "}");
    }

    /// A page that has greeted and watches the layer map, of which it has version 1.
    private ReadFrame watching() {
        fed.map("layer", 1, 0, 0, 0, 0);
        browser.open();
        watch("clip/layer");
        ReadFrame first = frames().getLast();
        answer(first);
        return first;
    }

    @Test
    void saysAtFirstWhichServerItIs() {
        browser.open();

        ReadFrame hello = frames().getFirst();

        assertEquals("hello", hello.type());
        assertEquals(0, hello.seq());
        assertEquals(fed.live().server(), hello.head().get("server").asText());
    }

    @Test
    void sendsTheNewestOfWhatIsWatchedAndNothingElse() {
        fed.map("layer", 1, 0, 0, 0, 0);
        fed.map("layer", 2, 1, 1, 1, 1);
        fed.map("scale", 2, 1, 1, 1, 1);
        browser.open();
        watch("clip/layer");
        List<ReadFrame> first = frames();

        fed.map("scale", 3, 1, 1, 1, 1);

        assertEquals(List.of("hello", "map"), first.stream().map(ReadFrame::type).toList());
        assertEquals(2, first.getLast().head().get("encoderVersion").asInt());
        assertEquals(List.of(), frames());
    }

    @Test
    void sendsWhatHasChangedUponWhatThePageHolds() {
        ReadFrame first = watching();

        fed.map("layer", 2, 0, 0, 0, 1);

        ReadFrame second = frames().getFirst();
        assertEquals("delta", second.head().get("form").asText());
        assertEquals(first.seq(), second.head().get("base").asLong());
        assertArrayEquals(new int[]{0, 0, 0, 65_534}, second.steps(first.steps(NOTHING)));
    }

    @Test
    void aPageThatDoesNotAnswerSkipsFrames() {
        ReadFrame first = watching();
        for (int version = 2; version <= 9; version++) {
            fed.map("layer", version, 0, 0, 0, version / 10f);
        }
        List<ReadFrame> unanswered = frames();
        int[] held = unanswered.get(1).steps(unanswered.get(0).steps(first.steps(NOTHING)));

        answer(unanswered.getFirst());

        List<ReadFrame> next = frames();
        assertEquals(2, unanswered.size());
        assertEquals(1, next.size());
        assertEquals(9, next.getFirst().head().get("encoderVersion").asInt());
        assertEquals(Math.round(65_534 * 0.9f), next.getFirst().steps(held)[3], 1);
    }

    @Test
    void anAnswerToAFrameAnswersThoseBeforeIt() {
        watching();
        fed.map("layer", 2, 0, 0, 0, 1);
        fed.map("layer", 3, 0, 0, 1, 1);
        fed.map("layer", 4, 0, 1, 1, 1);
        List<ReadFrame> unanswered = frames();

        answer(unanswered.getLast());
        fed.map("layer", 5, 1, 1, 1, 1);
        fed.map("layer", 6, 1, 1, 1, 0);

        assertEquals(2, frames().size());
    }

    @Test
    void ofEveryKeyTheNewestWaits() {
        fed.map("layer", 1, 0, 0, 0, 0);
        fed.map("scale", 1, 0, 0, 0, 0);
        browser.open();
        watch("clip/layer", "clip/scale");
        List<ReadFrame> unanswered = frames();
        fed.map("layer", 2, 0, 0, 0, 1);
        fed.map("scale", 2, 0, 0, 0, 1);
        fed.map("layer", 3, 0, 0, 1, 1);

        answer(unanswered.getLast());

        List<ReadFrame> next = frames();
        assertEquals(List.of("clip/layer", "clip/scale"),
                next.stream().map(frame -> frame.head().get("key").asText()).toList());
        assertEquals(List.of(3, 2), next.stream().map(frame -> frame.head().get("encoderVersion").asInt()).toList());
    }

    @Test
    void scoresAndHealthNeedNoAnswer() {
        watching();
        fed.map("layer", 2, 0, 0, 0, 1);
        fed.map("layer", 3, 0, 0, 1, 1);
        fed.map("layer", 4, 0, 1, 1, 1);
        connection.taken();

        fed.take("clip", Samples.score(5, 4, 0, 0, 0, 0));
        fed.live().beat();

        assertEquals(List.of("score", "health"), types());
    }

    @Test
    void aConnectionThatIsSlowGetsNothingMoreUntilItHasWritten() {
        watching();
        connection.hang();
        fed.map("layer", 2, 0, 0, 0, 1);
        for (int trials = 1; trials <= 100; trials++) {
            fed.take("clip", Samples.score(trials, 2, 0, 0, 0, 0));
            fed.live().beat();
        }
        List<String> meanwhile = types();

        connection.goOn();

        List<ReadFrame> then = frames();
        assertEquals(List.of("map"), meanwhile);
        assertEquals(List.of("health", "score"), then.stream().map(ReadFrame::type).toList());
        assertEquals(100, then.getLast().head().get("prequential").get("trials").asInt());
    }

    @Test
    void whatThePageStillHoldsIsNotSentAgain() {
        fed.map("layer", 1, 0, 0, 0, 0);
        long seq = fed.live().subject("anna").orElseThrow().maps().newest("clip/layer").orElseThrow().seq();
        browser.open();
        resume("clip/layer", seq, fed.live().server());
        List<String> first = types();

        fed.map("layer", 2, 0, 0, 0, 1);

        ReadFrame next = frames().getFirst();
        assertEquals(List.of("hello"), first);
        assertEquals("delta", next.head().get("form").asText());
        assertEquals(seq, next.head().get("base").asLong());
    }

    @Test
    void whatHasChangedSinceIsSentWhole() {
        fed.map("layer", 1, 0, 0, 0, 0);
        long seq = fed.live().subject("anna").orElseThrow().maps().newest("clip/layer").orElseThrow().seq();
        fed.map("layer", 2, 0, 0, 0, 1);
        browser.open();

        resume("clip/layer", seq, fed.live().server());

        assertEquals("full", frames().getLast().head().get("form").asText());
    }

    @Test
    void theNumbersOfAnotherServerMeanNothing() {
        fed.map("layer", 1, 0, 0, 0, 0);
        long seq = fed.live().subject("anna").orElseThrow().maps().newest("clip/layer").orElseThrow().seq();
        browser.open();

        resume("clip/layer", seq, "another");

        assertEquals("full", frames().getLast().head().get("form").asText());
    }

    @Test
    void aPageThatCouldNotUseAFrameGetsTheMapWhole() {
        watching();
        fed.map("layer", 2, 0, 0, 0, 1);
        answer(frames().getFirst());

        watch("clip/layer");

        ReadFrame again = frames().getFirst();
        assertEquals("full", again.head().get("form").asText());
        assertEquals(2, again.head().get("encoderVersion").asInt());
    }

    @Test
    void anotherSubjectBeginsAnew() {
        watching();
        fed.take("clip", Samples.score(5, 4, 0, 0, 0, 0));
        connection.taken();

        browser.receive("{\"type\": \"watch\", \"subject\": \"bert\", \"maps\": [\"clip/layer\"]}");
        fed.map("layer", 2, 0, 0, 0, 1);
        List<String> meanwhile = types();
        watch("clip/layer");

        assertEquals(List.of(), meanwhile);
        assertEquals(List.of("map", "score"), types());
    }

    @Test
    void sendsTrialsAsTheyCome() {
        watching();

        fed.take("s1", Samples.prediction("s1", 7, 1, 2, 3, 4));
        fed.take("s1", Samples.response("s1", "t1", 0, 2, 4, 6, 8));

        List<ReadFrame> trials = frames();
        assertEquals(List.of("prediction", "both"),
                trials.stream().map(frame -> frame.head().get("has").asText()).toList());
        assertEquals(1, trials.getLast().head().get("r").asDouble(), 1e-9);
    }

    @Test
    void healthIsThatOfTheSubjectThatIsWatched() {
        watching();

        fed.live().beat();

        ReadFrame health = frames().getFirst();
        assertEquals(1, health.head().get("encoders").get("clip").asInt());
        assertEquals(0.1, health.head().get("rates").get("maps").asDouble());
        assertTrue(health.head().get("latencyMs").isNull());
    }

    @Test
    void saysWhatItExpectedOfNonsense() {
        browser.open();

        browser.receive("{\"type\": \"sing\"}");

        assertEquals("expected type watch or ack, got sing", connection.ended().orElseThrow());
    }

    @Test
    void isToldNothingOnceItsConnectionIsBroken() {
        watching();
        connection.breakDown();

        fed.map("layer", 2, 0, 0, 0, 1);

        assertEquals(0, fed.live().listeners());
    }
}
