package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// A thread that waits for one image's features.
///
/// @param thread  the thread
/// @param features the image's number, as the features tell it
record Caller(Thread thread, FutureTask<Integer> features) {
    private static final long PATIENCE_SECONDS = 30;

    static Caller of(BatchedBackbone batched, int number) {
        FutureTask<Integer> features = new FutureTask<>(
                () -> FakeBackbone.number(batched.extract(FakeBackbone.image(number))));
        return new Caller(Thread.ofPlatform().daemon().name("caller-" + number).start(features), features);
    }

    /// Starts a caller and returns once its image waits for a batch, behind `before` others.
    static Caller waitingBehind(int before, BatchedBackbone batched, int number) {
        Caller caller = of(batched, number);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (batched.counters().waiting() <= before) {
            assertTrue(System.nanoTime() < end, "image " + number + " does not wait behind " + before + " others");
            Thread.onSpinWait();
        }
        return caller;
    }

    int number() throws Exception {
        return features.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// What the caller was told instead of features.
    <E extends Throwable> E failure(Class<E> type) {
        ExecutionException failure = assertThrows(ExecutionException.class,
                () -> features.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        return assertInstanceOf(type, failure.getCause());
    }
}
