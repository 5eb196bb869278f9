package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How batches form, and what becomes of every caller.
@Timeout(60)
class SharedBatcherTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final long PLENTY = 1 << 20;

    private final FakeBackbone backbone = new FakeBackbone();

    @AfterEach
    void letEverythingEnd() {
        backbone.releaseAll();
    }

    @Test
    void runsEveryBatchSizeOnceBeforeTheFirstImage() throws InterruptedException {
        try (SharedBatcher batcher = new SharedBatcher(limits(3, NEVER, 1))) {
            batcher.serve(backbone);
        }

        assertEquals(1, backbone.nextBatch().size());
        assertEquals(2, backbone.nextBatch().size());
        assertEquals(3, backbone.nextBatch().size());
        assertFalse(backbone.hasMoreBatches());
    }

    @Test
    void aLoneCallerDoesNotWaitForTheDeadline() throws Exception {
        try (OpenBatcher batcher = batcher(8, NEVER, 2)) {
            assertEquals(7, Caller.of(batcher.backbone(), 7).number());
        }
    }

    @Test
    void imagesThatComeWhileABatchRunsFormTheNextInTheirOrder() throws Exception {
        try (OpenBatcher batcher = batcher(8, NEVER, 1)) {
            backbone.hold();
            Caller first = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), backbone.nextBatch());
            List<Caller> others = List.of(Caller.waitingBehind(0, batcher.backbone(), 2),
                    Caller.waitingBehind(1, batcher.backbone(), 3),
                    Caller.waitingBehind(2, batcher.backbone(), 4));

            backbone.release(1);

            assertEquals(List.of(2, 3, 4), backbone.nextBatch());
            backbone.release(1);
            assertEquals(1, first.number());
            assertEquals(List.of(2, 3, 4),
                    List.of(others.get(0).number(), others.get(1).number(), others.get(2).number()));
        }
    }

    @Test
    void aFullBatchStartsBesideARunningOne() throws Exception {
        try (OpenBatcher batcher = batcher(2, NEVER, 2)) {
            backbone.hold();
            Caller first = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), backbone.nextBatch());
            Caller second = Caller.waitingBehind(0, batcher.backbone(), 2);

            Caller third = Caller.of(batcher.backbone(), 3);

            assertEquals(List.of(2, 3), backbone.nextBatch());
            backbone.release(2);
            assertEquals(List.of(1, 2, 3), List.of(first.number(), second.number(), third.number()));
        }
    }

    @Test
    void aWaitingBatchStartsOnceNothingRuns() throws Exception {
        try (OpenBatcher batcher = batcher(8, NEVER, 2)) {
            backbone.hold();
            Caller first = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), backbone.nextBatch());
            Caller second = Caller.waitingBehind(0, batcher.backbone(), 2);

            backbone.release(2);

            assertEquals(List.of(2), backbone.nextBatch());
            assertEquals(List.of(1, 2), List.of(first.number(), second.number()));
        }
    }

    @Test
    void anImageStartsBesideARunningBatchOnceItsDeadlineHasPassed() throws Exception {
        try (OpenBatcher batcher = batcher(8, Duration.ofMillis(1), 2)) {
            backbone.hold();
            Caller first = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), backbone.nextBatch());

            Caller second = Caller.of(batcher.backbone(), 2);

            assertEquals(List.of(2), backbone.nextBatch());
            backbone.release(2);
            assertEquals(List.of(1, 2), List.of(first.number(), second.number()));
        }
    }

    @Test
    void whereBatchesHaveProcessorsOfTheirOwnNoneWaitsForAnother() throws Exception {
        backbone.runOnly(2);
        try (OpenBatcher batcher = batcher(8, NEVER, 2)) {
            backbone.hold();
            Caller first = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), backbone.nextBatch());

            Caller second = Caller.of(batcher.backbone(), 2);

            assertEquals(List.of(2), backbone.nextBatch());
            backbone.release(2);
            assertEquals(List.of(1, 2), List.of(first.number(), second.number()));
        }
    }

    @Test
    void whereBatchesHaveProcessorsOfTheirOwnWhatWaitsIsDivided() throws Exception {
        backbone.runOnly(2);
        try (OpenBatcher batcher = batcher(8, NEVER, 2)) {
            backbone.hold();
            List<Caller> callers = new ArrayList<>(List.of(Caller.of(batcher.backbone(), 1)));
            assertEquals(List.of(1), backbone.nextBatch());
            callers.add(Caller.of(batcher.backbone(), 2));
            assertEquals(List.of(2), backbone.nextBatch());
            for (int i = 0; i < 3; i++) {
                callers.add(Caller.waitingBehind(i, batcher.backbone(), 3 + i));
            }

            backbone.release(1);

            assertEquals(List.of(3, 4), backbone.nextBatch());
            backbone.release(1);
            assertEquals(List.of(5), backbone.nextBatch());
            backbone.release(2);
            for (int i = 0; i < callers.size(); i++) {
                assertEquals(i + 1, callers.get(i).number());
            }
        }
    }

    @Test
    void runsNoMoreBatchesAtOnceThanAskedFor() throws Exception {
        try (OpenBatcher batcher = batcher(1, AT_ONCE, 2)) {
            backbone.hold();
            Caller first = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), backbone.nextBatch());
            Caller second = Caller.of(batcher.backbone(), 2);
            assertEquals(List.of(2), backbone.nextBatch());

            Caller third = Caller.waitingBehind(0, batcher.backbone(), 3);

            assertFalse(backbone.hasMoreBatches());
            backbone.release(1);
            assertEquals(List.of(3), backbone.nextBatch());
            backbone.release(2);
            assertEquals(List.of(1, 2, 3), List.of(first.number(), second.number(), third.number()));
            assertEquals(2, backbone.mostRunning());
        }
    }

    @Test
    void aBadImageFailsNobodyElse() throws Exception {
        try (OpenBatcher batcher = batcher(8, NEVER, 1)) {
            backbone.fail(3);
            backbone.hold();
            Caller first = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), backbone.nextBatch());
            Caller good = Caller.waitingBehind(0, batcher.backbone(), 2);
            Caller bad = Caller.waitingBehind(1, batcher.backbone(), 3);
            Caller alsoGood = Caller.waitingBehind(2, batcher.backbone(), 4);

            backbone.releaseAll();

            assertEquals("image 3 is bad", bad.failure(IllegalArgumentException.class).getMessage());
            assertEquals(List.of(1, 2, 4), List.of(first.number(), good.number(), alsoGood.number()));
            assertEquals(List.of(2, 3, 4), backbone.nextBatch());
        }
    }

    @Test
    void anImageWithoutFeaturesFailsNobodyElse() throws Exception {
        try (OpenBatcher batcher = batcher(8, NEVER, 1)) {
            backbone.lose(2);
            backbone.hold();
            Caller first = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), backbone.nextBatch());
            Caller lost = Caller.waitingBehind(0, batcher.backbone(), 2);
            Caller good = Caller.waitingBehind(1, batcher.backbone(), 3);

            backbone.releaseAll();

            assertEquals("the network works, but not on this image: expected features of 1 images from the backbone"
                    + " fake, got 0", lost.failure(IllegalArgumentException.class).getMessage());
            assertEquals(List.of(1, 3), List.of(first.number(), good.number()));
        }
    }

    @Test
    void anErrorReachesTheCallerAndEndsNothing() throws Exception {
        try (OpenBatcher batcher = batcher(8, NEVER, 1)) {
            backbone.breakDown(1);

            AssertionError error = Caller.of(batcher.backbone(), 1).failure(AssertionError.class);

            assertEquals("image 1 is fatal", error.getMessage());
            assertEquals(2, Caller.of(batcher.backbone(), 2).number());
        }
    }

    @Test
    void everyOfManyCallersGetsItsOwnFeatures() throws Exception {
        int threads = 12;
        int imagesEach = 400;
        int badEvery = 41;
        for (int number = 0; number < threads * imagesEach; number += badEvery) {
            backbone.fail(number);
        }
        List<FutureTask<Integer>> callers = new ArrayList<>();
        try (OpenBatcher batcher = batcher(5, Duration.ofNanos(50_000), 3)) {
            for (int thread = 0; thread < threads; thread++) {
                int start = thread * imagesEach;
                callers.add(
                        new FutureTask<>(() -> ownFeatures(batcher.backbone(), start, start + imagesEach, badEvery)));
                Thread.ofPlatform().start(callers.getLast());
            }

            for (FutureTask<Integer> caller : callers) {
                assertEquals(imagesEach, caller.get());
            }
        }
        assertTrue(backbone.mostRunning() <= 3, "batches at once: " + backbone.mostRunning());
        assertTrue(backbone.largestBatch() <= 5, "largest batch: " + backbone.largestBatch());
    }

    @Test
    void anInterruptedCallerLeavesAndItsImageIsNotComputed() throws Exception {
        try (OpenBatcher batcher = batcher(8, NEVER, 1)) {
            backbone.hold();
            Caller first = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), backbone.nextBatch());
            Caller leaving = Caller.waitingBehind(0, batcher.backbone(), 2);
            Caller staying = Caller.waitingBehind(1, batcher.backbone(), 3);

            leaving.thread().interrupt();

            leaving.failure(InterruptedException.class);
            backbone.releaseAll();
            assertEquals(List.of(3), backbone.nextBatch());
            assertEquals(List.of(1, 3), List.of(first.number(), staying.number()));
        }
    }

    @Test
    void anInterruptedCallerLeavesWhileItsImageIsComputed() throws Exception {
        try (OpenBatcher batcher = batcher(8, NEVER, 1)) {
            backbone.hold();
            Caller leaving = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), backbone.nextBatch());

            leaving.thread().interrupt();

            leaving.failure(InterruptedException.class);
            backbone.releaseAll();
            assertEquals(2, Caller.of(batcher.backbone(), 2).number());
        }
    }

    @Test
    void closingFailsWaitingCallersAndLetsTheRunningBatchEnd() throws Exception {
        OpenBatcher batcher = batcher(8, NEVER, 1);
        backbone.hold();
        Caller running = Caller.of(batcher.backbone(), 1);
        assertEquals(List.of(1), backbone.nextBatch());
        Caller waiting = Caller.waitingBehind(0, batcher.backbone(), 2);

        Thread closing = Thread.ofPlatform().start(batcher::close);

        assertEquals("the batcher is closed", waiting.failure(IllegalStateException.class).getMessage());
        assertTrue(closing.isAlive(), "close() returned under a running batch");
        backbone.releaseAll();
        assertEquals(1, running.number());
        closing.join();
        assertFalse(backbone.hasMoreBatches());
    }

    @Test
    void closingWaitsForTheRunningBatchEvenWhenInterrupted() throws Exception {
        OpenBatcher batcher = batcher(8, NEVER, 1);
        backbone.hold();
        Caller running = Caller.of(batcher.backbone(), 1);
        assertEquals(List.of(1), backbone.nextBatch());
        Thread closing = Thread.ofPlatform().unstarted(batcher::close);
        closing.start();

        closing.interrupt();
        while (closing.isInterrupted()) {
            Thread.onSpinWait();
        }

        assertTrue(closing.isAlive(), "close() returned under a running batch");
        backbone.releaseAll();
        assertEquals(1, running.number());
        closing.join();
    }

    @Test
    void refusesImagesOnceClosed() {
        OpenBatcher batcher = batcher(8, NEVER, 1);
        batcher.close();
        batcher.close();

        Exception error = assertThrows(IllegalStateException.class,
                () -> batcher.backbone().extract(FakeBackbone.image(1)));

        assertEquals("the batcher is closed", error.getMessage());
    }

    /// How many of the images got their own features or, the bad ones, their own failure.
    private static int ownFeatures(BatchedBackbone batched, int start, int end, int badEvery)
            throws InterruptedException {
        int own = 0;
        for (int number = start; number < end; number++) {
            try {
                int got = FakeBackbone.number(batched.extract(FakeBackbone.image(number)));
                own += got == number && number % badEvery != 0 ? 1 : 0;
            } catch (IllegalArgumentException e) {
                own += e.getMessage().equals("image " + number + " is bad") ? 1 : 0;
            }
        }
        return own;
    }

    /// A batcher that has warmed up.
    private OpenBatcher batcher(int maxBatch, Duration deadline, int inFlight) {
        return OpenBatcher.of(limits(maxBatch, deadline, inFlight), backbone);
    }

    private static BatchLimits limits(int maxBatch, Duration deadline, int inFlight) {
        return new BatchLimits(maxBatch, deadline, inFlight, PLENTY);
    }
}
