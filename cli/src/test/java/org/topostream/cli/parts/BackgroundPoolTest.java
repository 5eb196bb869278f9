package org.topostream.cli.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundPoolTest {
    private static final Path STAT = Path.of("/proc/thread-self/stat");
    private static final int NICENESS_FIELD = 16;

    @Test
    void itsThreadsAreNicerThanOthersOnceTheyStepBack() throws Exception {
        assumeTrue(Files.isReadable(STAT), "niceness of threads is read from " + STAT + ", which is absent here");
        try (BackgroundPool pool = new BackgroundPool("background")) {
            CompletableFuture<Integer> before = new CompletableFuture<>();
            CompletableFuture<Integer> after = new CompletableFuture<>();
            CompletableFuture<Integer> later = new CompletableFuture<>();

            pool.start(() -> {
                before.complete(niceness());
                pool.stepBack();
                after.complete(niceness());
                pool.start(() -> later.complete(niceness()));
            });

            assertEquals(niceness(), before.get(30, TimeUnit.SECONDS));
            assertEquals(Niceness.BACKGROUND, after.get(30, TimeUnit.SECONDS));
            assertEquals(Niceness.BACKGROUND, later.get(30, TimeUnit.SECONDS));
            assertNotEquals(Niceness.BACKGROUND, niceness());
        }
    }

    @Test
    void parallelWorkBegunInItStaysInIt() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (BackgroundPool pool = new BackgroundPool("background")) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            pool.start(() -> {
                IntStream.range(0, 1000).parallel().forEach(i -> threads.add(Thread.currentThread().getName()));
                done.complete(null);
            });
            done.get(30, TimeUnit.SECONDS);
        }

        assertEquals(Set.of("background"), threads);
    }

    @Test
    void closingWaitsForWhatWasStarted() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        BackgroundPool pool = new BackgroundPool("background");
        pool.start(() -> {
            mayEnd.join();
            ended.set(true);
        });
        mayEnd.complete(null);

        pool.close();

        assertTrue(ended.get());
    }

    /// Of this thread, as Linux tells it: the 17th field after the name in parentheses.
    private static int niceness() {
        try {
            String stat = Files.readString(STAT);
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICENESS_FIELD]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
