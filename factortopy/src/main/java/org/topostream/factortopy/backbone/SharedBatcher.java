package org.topostream.factortopy.backbone;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.image.RgbImage;

/// Forms batches across threads: many callers wait in [#extract], each for its own image, while a few threads run the
/// backbone on whatever is there.
///
/// The rule, when a thread is free and images wait:
/// - nothing is running: start at once with what is there. Waiting would leave the device idle, and a lone caller
///   never waits. Batches still form by themselves, of the images that come in while others are computed;
/// - something is running: start once a batch is full, once its oldest image has waited for the deadline, or once
///   nothing is running any more. The device is busy, so a short wait costs little and makes the batch larger; that
///   the wait has an end is what keeps more than one batch in flight, and the device busy between them.
///
/// An image that fails takes no other down: the images of a failed batch are tried again, each alone.
public final class SharedBatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedBatcher.class);
    private static final int COLOURS = 3;

    private final Backbone backbone;
    private final int maxBatch;
    private final long deadlineNanos;
    private final List<Thread> runners = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<WaitingImage> waiting = new ArrayDeque<>();
    private int running;
    private boolean closed;

    /// Runs every batch size once, on `maxBatch * (maxBatch + 1) / 2` images of noise, so that the first real image is
    /// as fast as the later ones. The backbone stays the caller's, to close after this.
    /// @param maxBatch most images in a batch, at least 1
    /// @param deadline how long an image may wait for others while the backbone is busy; zero or more
    /// @param inFlight how many batches run at once, at least 1
    /// @throws IllegalArgumentException where an argument is out of its range
    /// @throws IllegalStateException    where the backbone fails on a batch of one of the sizes
    public SharedBatcher(Backbone backbone, int maxBatch, Duration deadline, int inFlight) {
        if (maxBatch < 1 || inFlight < 1 || deadline.isNegative()) {
            throw new IllegalArgumentException("expected batches of at least 1, at least 1 in flight, and no negative"
                    + " deadline; got " + maxBatch + ", " + inFlight + " and " + deadline);
        }
        this.backbone = backbone;
        this.maxBatch = maxBatch;
        deadlineNanos = deadline.toNanos();
        warmUp();
        for (int i = 0; i < inFlight; i++) {
            runners.add(Thread.ofPlatform().daemon().name("backbone-" + backbone.spec().name() + "-" + i)
                    .start(this::runBatches));
        }
    }

    /// Features of one image; waits until they are computed.
    /// @param prepared at the network's input size, see [Backbone#prepare]
    /// @throws IllegalArgumentException where the network gives a number that is not finite for this image
    /// @throws IllegalStateException    where the network fails on this image, or the batcher is closed
    /// @throws InterruptedException     where the calling thread is interrupted; the image is dropped
    public Features extract(RgbImage prepared) throws InterruptedException {
        WaitingImage image = new WaitingImage(prepared);
        add(image);
        try {
            return image.result().get();
        } catch (InterruptedException e) {
            remove(image);
            throw e;
        } catch (ExecutionException e) {
            throw WaitingImage.unchecked(e);
        }
    }

    /// How many images wait to be put into a batch.
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// Fails the callers whose images wait, and returns once the batches that run are done.
    @Override
    public void close() {
        List<WaitingImage> dropped;
        lock.lock();
        try {
            closed = true;
            dropped = List.copyOf(waiting);
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        dropped.forEach(image -> image.result().completeExceptionally(closedError()));
        joinRunners();
    }

    private void add(WaitingImage image) {
        lock.lock();
        try {
            if (closed) {
                throw closedError();
            }
            waiting.addLast(image);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void remove(WaitingImage image) {
        lock.lock();
        try {
            waiting.remove(image);
        } finally {
            lock.unlock();
        }
    }

    private void runBatches() {
        for (List<WaitingImage> batch = takeBatch(); !batch.isEmpty(); batch = takeBatch()) {
            try {
                compute(batch);
            } finally {
                batchDone();
            }
        }
    }

    /// The next batch to run; empty once the batcher is closed.
    private List<WaitingImage> takeBatch() {
        lock.lock();
        try {
            while (!closed) {
                long nanos = nanosUntilStart();
                if (nanos <= 0) {
                    running++;
                    return Stream.generate(waiting::removeFirst).limit(Math.min(maxBatch, waiting.size())).toList();
                }
                awaitChange(nanos);
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /// How long to wait before a batch is started, as far as is known now.
    private long nanosUntilStart() {
        if (waiting.isEmpty()) {
            return Long.MAX_VALUE;
        }
        if (running == 0 || waiting.size() >= maxBatch) {
            return 0;
        }
        return deadlineNanos - (System.nanoTime() - waiting.getFirst().arrivedNanos());
    }

    private void awaitChange(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) { // nobody but us knows these threads, and close() ends them through the flag
            LOG.warn("event=batcher-interrupted thread={}", Thread.currentThread().getName());
        }
    }

    private void batchDone() {
        lock.lock();
        try {
            running--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void compute(List<WaitingImage> batch) {
        try {
            List<Features> features = backbone.extract(batch.stream().map(WaitingImage::image).toList());
            if (features.size() != batch.size()) {
                throw new IllegalStateException("expected features of " + batch.size() + " images from the backbone "
                        + backbone.spec().name() + ", got " + features.size());
            }
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).result().complete(features.get(i));
            }
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                batch.getFirst().result().completeExceptionally(e);
            } else {
                batch.forEach(image -> compute(List.of(image)));
            }
        } catch (Error e) {
            // Not an image's fault, and the callers must hear of it: they would wait for ever.
            batch.forEach(image -> image.result().completeExceptionally(e));
        }
    }

    private void warmUp() {
        BackboneSpec.Input input = backbone.spec().input();
        List<RgbImage> noise = new ArrayList<>();
        Random random = new Random(0);
        while (noise.size() < maxBatch) {
            byte[] rgb = new byte[COLOURS * input.width() * input.height()];
            random.nextBytes(rgb);
            noise.add(new RgbImage(input.width(), input.height(), rgb));
            backbone.extract(List.copyOf(noise));
        }
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

    private static IllegalStateException closedError() {
        return new IllegalStateException("the batcher is closed");
    }
}
