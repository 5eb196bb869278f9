package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who pays when a batch fails.
@Timeout(60)
class BatchFailureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final BatchLimits LIMITS = new BatchLimits(8, Duration.ofDays(1), 1, 1 << 20);

    private final FakeBackbone backbone = new FakeBackbone();

    @AfterEach
    void letEverythingEnd() {
        backbone.releaseAll();
    }

    @Test
    void aBatchWithoutMemoryGoesThroughInHalves() throws Exception {
        try (OpenBatcher batcher = OpenBatcher.of(LIMITS, backbone)) {
            backbone.fitOnly(2);

            assertEquals(List.of(1, 2, 3, 4, 5, 6), together(batcher, 1, 2, 3, 4, 5, 6));

            assertEquals(1, batcher.backbone().counters().largestBatch());
            assertEquals(0, batcher.backbone().counters().failures());
        }
    }

    @Test
    void laterBatchesAreNoLargerThanFits() throws Exception {
        try (OpenBatcher batcher = OpenBatcher.of(LIMITS, backbone)) {
            backbone.fitOnly(2);
            assertEquals(List.of(1, 2, 3, 4), together(batcher, 1, 2, 3, 4));
            assertEquals(2, batcher.backbone().counters().largestBatch());
            backbone.forgetBatches();

            assertEquals(List.of(5, 6, 7, 8, 9), together(batcher, 5, 6, 7, 8, 9));

            assertTrue(backbone.largestBatch() <= 2, "largest batch: " + backbone.largestBatch());
        }
    }

    @Test
    void warmingUpFindsTheLargestBatchThatFits() {
        backbone.fitOnly(3);

        try (OpenBatcher batcher = OpenBatcher.of(LIMITS, backbone)) {
            assertEquals(3, batcher.backbone().counters().largestBatch());
        }
    }

    @Test
    void anImageThatTheNetworkFallsOverIsRefusedAlone() throws Exception {
        try (OpenBatcher batcher = OpenBatcher.of(LIMITS, backbone)) {
            backbone.crash(7);

            Exception failure = Caller.of(batcher.backbone(), 7).failure(IllegalArgumentException.class);

            assertEquals("the network works, but not on this image: the network fell over at image 7",
                    failure.getMessage());
            assertEquals(8, Caller.of(batcher.backbone(), 8).number());
            assertEquals(1, batcher.backbone().counters().failures());
        }
    }

    @Test
    void anImageIsTriedAgainOnceTheNetworkHasShownThatItWorks() throws Exception {
        try (OpenBatcher batcher = OpenBatcher.of(LIMITS, backbone)) {
            backbone.stumble(7);

            assertEquals(7, Caller.of(batcher.backbone(), 7).number());
            assertEquals(0, batcher.backbone().counters().failures());
        }
    }

    @Test
    void noImageIsBlamedForABrokenNetwork() throws Exception {
        try (OpenBatcher batcher = OpenBatcher.of(LIMITS, backbone)) {
            backbone.breakForGood();

            Exception failure = Caller.of(batcher.backbone(), 7).failure(IllegalStateException.class);

            assertEquals("the network fell over at image 7", failure.getMessage());
        }
    }

    /// Sends images so that they make one batch, behind a held one; what their callers got.
    private List<Integer> together(OpenBatcher batcher, int... numbers) throws Exception {
        awaitRunning(batcher, 0);
        backbone.hold();
        Caller first = Caller.of(batcher.backbone(), 0);
        awaitRunning(batcher, 1);
        List<Caller> callers = new ArrayList<>();
        for (int number : numbers) {
            callers.add(Caller.waitingBehind(callers.size(), batcher.backbone(), number));
        }
        backbone.releaseAll();
        first.number();
        List<Integer> got = new ArrayList<>();
        for (Caller caller : callers) {
            got.add(caller.number());
        }
        return got;
    }

    /// A caller has its features a moment before the batcher is done with their batch.
    private static void awaitRunning(OpenBatcher batcher, int batches) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (batcher.backbone().counters().running() != batches) {
            assertTrue(System.nanoTime() < end, "expected " + batches + " running batches");
            Thread.onSpinWait();
        }
    }
}
