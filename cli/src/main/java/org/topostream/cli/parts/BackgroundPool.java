package org.topostream.cli.parts;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/// Threads for work that nobody waits for: they take what the processors have left. A stimulus is predicted as soon
/// without them, and parallel work begun in one of them is shared among them alone.
final class BackgroundPool implements AutoCloseable {
    private final ForkJoinPool pool;

    /// @param name of the threads
    BackgroundPool(String name) {
        pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors(), owner -> new Worker(owner, name), null,
                true);
    }

    void start(Runnable work) {
        pool.execute(work);
    }

    /// Waits until all that was started has ended.
    @Override
    public void close() throws InterruptedException {
        pool.shutdown();
        while (!pool.awaitTermination(1, TimeUnit.DAYS)) {
            Thread.onSpinWait();
        }
    }

    private static final class Worker extends ForkJoinWorkerThread {
        Worker(ForkJoinPool pool, String name) {
            super(pool);
            setName(name);
        }

        @Override
        protected void onStart() {
            Niceness.ofThisThread(Niceness.BACKGROUND);
        }
    }
}
