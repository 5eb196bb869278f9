package org.topostream.dashboard.door;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.node.ArrayNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.dashboard.Samples;
import org.topostream.dashboard.Samples.Fed;

@Timeout(60)
class PredictionsTest {
    private final Fed fed = Fed.begin();
    private final Predictions predictions = new Predictions(fed.live());

    private static Waiting waiting(int count, Duration longest) {
        return new Waiting("s1", Optional.empty(), Optional.empty(), count, longest);
    }

    private void predict(String stimulus, long version) {
        fed.take(stimulus, Samples.prediction(stimulus, version, 1, 2, 3, 4));
    }

    @Test
    void whatIsThereIsNotWaitedFor() {
        predict("s1", 3);

        ArrayNode made = predictions.await(waiting(1, Duration.ofDays(1)));

        assertEquals("[{\"subject\":\"anna\",\"backbone\":\"clip\",\"encoderVersion\":3,\"values\":[1.0,2.0,3.0,4.0]}]",
                made.toString());
    }

    @Test
    void nothingIsThereWhenTheTimeIsOver() {
        predict("s0", 3);

        assertEquals(0, predictions.await(waiting(1, Duration.ZERO)).size());
        assertEquals(0, fed.live().listeners());
    }

    @Test
    void fewerThanAskedForAreReturnedWhenTheTimeIsOver() {
        predict("s1", 3);

        assertEquals(1, predictions.await(waiting(2, Duration.ofMillis(1))).size());
    }

    @Test
    void aResponseAloneIsNoPrediction() {
        fed.take("s1", Samples.response("s1", "t1", 0, 1, 2, 3, 4));

        assertEquals(0, predictions.await(waiting(1, Duration.ZERO)).size());
    }

    @Test
    void onlyThoseOfTheSubjectAndBackboneAreWaitedFor() {
        predict("s1", 3);

        assertEquals(0, predictions.await(new Waiting("s1", Optional.of("bob"), Optional.empty(), 1, Duration.ZERO))
                .size());
        assertEquals(0, predictions.await(new Waiting("s1", Optional.empty(), Optional.of("dino"), 1, Duration.ZERO))
                .size());
        assertEquals(1, predictions.await(new Waiting("s1", Optional.of("anna"), Optional.of("clip"), 1,
                Duration.ZERO)).size());
    }

    @Test
    void whoWaitsIsToldWhenItComes() {
        CompletableFuture<ArrayNode> made = CompletableFuture
                .supplyAsync(() -> predictions.await(waiting(1, Duration.ofDays(1))));
        while (fed.live().listeners() == 0) {
            Thread.onSpinWait();
        }

        predict("s0", 3);
        predict("s1", 4);

        assertEquals(4, made.join().get(0).get("encoderVersion").asInt());
        assertEquals(0, fed.live().listeners());
    }
}
