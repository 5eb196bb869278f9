package org.topostream.cli.parts;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/// Threads for work that nobody waits for: after [#stepBack()] they take what the processors have left. A stimulus is
/// predicted as soon without them, and parallel work begun in one of them is shared among them alone.
final class BackgroundPool implements AutoCloseable {
    private final ForkJoinPool pool;
    private volatile boolean behind;

    /// @param name of the threads
    BackgroundPool(String name) {
        pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors(), owner -> new Worker(owner, name), null,
                true);
    }

    void start(Runnable work) {
        pool.execute(work);
    }

    /// Lets others go first from now on: the thread that calls this, which is one of them, and those that are begun later.
    void stepBack() {
        behind = true;
        Niceness.ofThisThread(Niceness.BACKGROUND);
    }

    /// Waits until all that was started has ended.
    @Override
    public void close() throws InterruptedException {
        pool.shutdown();
        while (!pool.awaitTermination(1, TimeUnit.DAYS)) {
            Thread.onSpinWait();
        }
    }

    private final class Worker extends ForkJoinWorkerThread {
        Worker(ForkJoinPool pool, String name) {
            super(pool);
            setName(name);
        }

        @Override
        protected void onStart() {
            if (behind) {
                Niceness.ofThisThread(Niceness.BACKGROUND);
            }
        }
    }
}
