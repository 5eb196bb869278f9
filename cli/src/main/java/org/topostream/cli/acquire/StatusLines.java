package org.topostream.cli.acquire;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/// Says how a source stands, whenever that has changed.
public final class StatusLines implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Thread thread;

    public StatusLines(PrintWriter out, Supplier<String> status) {
        thread = Thread.ofPlatform().daemon().name("status").start(() -> tell(out, status));
    }

    private static void tell(PrintWriter out, Supplier<String> status) {
        String told = "";
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY);
                String now = status.get();
                if (!now.equals(told)) {
                    synchronized (out) {
                        out.println(now);
                        out.flush();
                    }
                    told = now;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
