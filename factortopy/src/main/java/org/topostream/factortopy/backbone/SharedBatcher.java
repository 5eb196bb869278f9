package org.topostream.factortopy.backbone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.image.RgbImage;

/// Forms batches across threads, one batcher for a device: many callers wait, each for its own image, while a few
/// threads run the backbones on whatever is there.
///
/// When a thread is free and images of a backbone wait:
/// - nothing is running: start at once with what is there. Waiting would leave the device idle, and a lone caller
///   never waits. Batches still form by themselves, of the images that come in while others are computed;
/// - something is running: start once a batch is full, once its oldest image has waited for the deadline, or once
///   nothing is running any more. The device is busy, so a short wait costs little and makes the batch larger; that
///   the wait has an end is what keeps more than one batch in flight, and the device busy between them. On a CPU,
///   where each batch has cores of its own ([Backbone#batchesAtOnce]), nothing waits, and what is there is divided.
///
/// Of several backbones with a batch to start, the one goes first that has had least of the device's time, so that a
/// slow network does not hold a fast one back.
public final class SharedBatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedBatcher.class);
    /// Of every number of an image and its features.
    private static final int FLOAT_BYTES = 4;

    private final BatchLimits limits;
    private final List<Thread> runners = new ArrayList<>();
    private final List<BatchCountersBean> beans = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<BatchQueue> queues = new ArrayList<>();
    private long bytesHeld;
    private int running;
    private boolean closed;

    public SharedBatcher(BatchLimits limits) {
        this.limits = limits;
        for (int i = 0; i < limits.inFlight(); i++) {
            runners.add(Thread.ofPlatform().daemon().name("batcher-" + i).start(this::runBatches));
        }
    }

    /// Takes a backbone in. Runs every batch size once, on `batch * (batch + 1) / 2` images of noise, so that the first
    /// real image is as fast as the later ones. The backbone stays the caller's, to close after this batcher.
    /// @throws IllegalStateException where the backbone fails on a batch of one of the sizes, or the batcher is closed
    public BatchedBackbone serve(Backbone backbone) {
        int largest = warmUp(backbone);
        BatchQueue queue = new BatchQueue(backbone, limits.inFlight(), largest);
        lock.lock();
        try {
            requireOpen();
            queues.add(queue);
            beans.add(BatchCountersBean.register(backbone.spec().name(), () -> counters(queue)));
        } finally {
            lock.unlock();
        }
        return new BatchedBackbone(backbone, this, queue);
    }

    Features extract(BatchQueue queue, RgbImage prepared) throws InterruptedException {
        WaitingImage image = new WaitingImage(prepared);
        long bytes = bytes(queue.backbone().spec());
        add(queue, image, bytes);
        try {
            return image.await();
        } finally {
            release(queue, image, bytes);
        }
    }

    /// Bytes of images and features that are held now.
    long bytesHeld() {
        lock.lock();
        try {
            return bytesHeld;
        } finally {
            lock.unlock();
        }
    }

    BatchCounters counters(BatchQueue queue) {
        lock.lock();
        try {
            return queue.counters();
        } finally {
            lock.unlock();
        }
    }

    /// Fails the callers whose images wait, and returns once the batches that run are done.
    @Override
    public void close() {
        List<WaitingImage> dropped = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            queues.forEach(queue -> dropped.addAll(queue.removeAll()));
            beans.forEach(BatchCountersBean::close);
            beans.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        dropped.forEach(image -> image.result().completeExceptionally(closedError()));
        joinRunners();
    }

    /// What one image holds while it is in here: its pixels, and its features.
    private static long bytes(BackboneSpec spec) {
        long pixels = 3L * spec.input().width() * spec.input().height();
        long values = 0;
        for (int width : spec.widths()) {
            values += width * (Features.GRID * Features.GRID + 1L);
        }
        return pixels + FLOAT_BYTES * values;
    }

    private void add(BatchQueue queue, WaitingImage image, long bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && bytesHeld > 0 && bytesHeld + bytes > limits.bytes()) {
                changed.await();
            }
            requireOpen();
            bytesHeld += bytes;
            if (queue.idle()) {
                queues.stream().filter(other -> !other.idle()).mapToLong(BatchQueue::deviceNanos).min()
                        .ifPresent(queue::catchUp);
            }
            queue.add(image);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void release(BatchQueue queue, WaitingImage image, long bytes) {
        lock.lock();
        try {
            queue.remove(image);
            bytesHeld -= bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void runBatches() {
        while (true) {
            Batch batch;
            lock.lock();
            try {
                while (!closed && !batchIsDue()) {
                    awaitChange();
                }
                if (closed) {
                    return;
                }
                batch = nextQueue().take(System.nanoTime());
                running++;
            } finally {
                lock.unlock();
            }
            run(batch);
        }
    }

    private void run(Batch batch) {
        BatchQueue queue = batch.queue();
        BatchEvent event = new BatchEvent(batch);
        event.begin();
        long start = System.nanoTime();
        int failed = 0;
        try {
            failed = new BatchComputation(queue.backbone(), largest -> limit(queue, largest)).run(batch.images());
        } finally {
            long nanos = System.nanoTime() - start;
            event.commit();
            lock.lock();
            try {
                running--;
                queue.done(batch, nanos, failed);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean batchIsDue() {
        return nanosUntilStart() == 0;
    }

    private long nanosUntilStart() {
        long now = System.nanoTime();
        return queues.stream().mapToLong(queue -> nanosUntilStart(queue, now)).min().orElse(Long.MAX_VALUE);
    }

    private long nanosUntilStart(BatchQueue queue, long now) {
        return queue.nanosUntilStart(running > 0, limits.deadline().toNanos(), now);
    }

    private BatchQueue nextQueue() {
        long now = System.nanoTime();
        return queues.stream().filter(queue -> nanosUntilStart(queue, now) == 0)
                .min(Comparator.comparingLong(BatchQueue::deviceNanos)).orElseThrow();
    }

    private void awaitChange() {
        try {
            changed.awaitNanos(nanosUntilStart());
        } catch (InterruptedException e) { // nobody but us knows these threads, and close() ends them through the flag
            LOG.warn("event=batcher-interrupted thread={}", Thread.currentThread().getName());
        }
    }

    private void limit(BatchQueue queue, int largest) {
        lock.lock();
        try {
            queue.limit(largest);
        } finally {
            lock.unlock();
        }
    }

    /// @return the largest batch that went through
    private int warmUp(Backbone backbone) {
        Random random = new Random(0);
        List<RgbImage> noise = new ArrayList<>();
        while (noise.size() < limits.batch()) {
            noise.add(BatchComputation.noise(backbone.spec().input(), random));
            try {
                backbone.extract(List.copyOf(noise));
            } catch (DeviceMemoryException | OutOfMemoryError e) {
                if (noise.size() == 1) {
                    throw e;
                }
                LOG.warn("event=batch-limited backbone={} asked={} fits={} reason={}", backbone.spec().name(),
                        limits.batch(), noise.size() - 1, e.toString());
                return noise.size() - 1;
            }
        }
        return limits.batch();
    }

    private void joinRunners() {
        boolean interrupted = false;
        for (Thread runner : runners) {
            while (runner.isAlive()) {
                try {
                    TimeUnit.DAYS.timedJoin(runner, 1);
                } catch (InterruptedException e) {
                    interrupted = true; // the backbone must not be closed under a batch, so we wait all the same
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw closedError();
        }
    }

    private static IllegalStateException closedError() {
        return new IllegalStateException("the batcher is closed");
    }
}
