package org.topostream.factortopy.backbone;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The images of one backbone that wait for a batch, and how much of the device's time the backbone has had. Guarded by
/// the batcher's lock.
final class BatchQueue {
    private final Backbone backbone;
    private final int places;
    private final boolean sharesDevice;
    private final Deque<WaitingImage> waiting = new ArrayDeque<>();
    private int largestBatch;
    private int running;
    private long usedNanos;
    private long lastBatchNanos;

    private long batches;
    private long images;
    private long waitNanos;
    private long computeNanos;
    private long failures;

    /// @param inFlight most batches of all backbones at once
    BatchQueue(Backbone backbone, int inFlight, int largestBatch) {
        this.backbone = backbone;
        places = Math.min(inFlight, backbone.batchesAtOnce());
        sharesDevice = backbone.batchesAtOnce() == Backbone.SHARED_DEVICE;
        this.largestBatch = largestBatch;
    }

    Backbone backbone() {
        return backbone;
    }

    int waiting() {
        return waiting.size();
    }

    int running() {
        return running;
    }

    int largestBatch() {
        return largestBatch;
    }

    boolean idle() {
        return waiting.isEmpty() && running == 0;
    }

    void add(WaitingImage image) {
        waiting.addLast(image);
    }

    void remove(WaitingImage image) {
        waiting.remove(image);
    }

    List<WaitingImage> removeAll() {
        List<WaitingImage> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /// How long until a batch should start, as far as is known now: 0 for at once, `Long.MAX_VALUE` for an empty queue,
    /// and while as many batches run as may at once. Where each batch has processors of its own, none waits for others.
    ///
    /// @param deviceBusy some batch, of this backbone or another, is computed
    long nanosUntilStart(boolean deviceBusy, long deadlineNanos, long now) {
        if (waiting.isEmpty() || running >= places) {
            return Long.MAX_VALUE;
        }
        if (!deviceBusy || !sharesDevice || waiting.size() >= largestBatch) {
            return 0;
        }
        return Math.max(0, deadlineNanos - (now - waiting.getFirst().arrivedNanos()));
    }

    /// The device's time this backbone has had, with what its running batches will probably take.
    long deviceNanos() {
        return usedNanos + running * lastBatchNanos;
    }

    /// A backbone that had no images for a while has no claim on the time that it did not use.
    void catchUp(long deviceNanos) {
        usedNanos = Math.max(usedNanos, deviceNanos);
    }

    /// The images that waited longest: as many as a batch holds, or their share where batches have processors of their
    /// own, so that none of those is without work.
    Batch take(long now) {
        int size = Math.min(largestBatch, sharesDevice ? waiting.size() : Math.ceilDiv(waiting.size(), places));
        List<WaitingImage> taken = new ArrayList<>();
        long longest = 0;
        while (taken.size() < size) {
            WaitingImage image = waiting.removeFirst();
            waitNanos += now - image.arrivedNanos();
            longest = Math.max(longest, now - image.arrivedNanos());
            taken.add(image);
        }
        running++;
        return new Batch(this, taken, waiting.size(), longest);
    }

    void done(Batch batch, long nanos, int failed) {
        running--;
        lastBatchNanos = nanos;
        usedNanos += nanos;
        computeNanos += nanos;
        batches++;
        images += batch.images().size();
        failures += failed;
    }

    /// Larger batches than this do not fit the device.
    void limit(int batch) {
        largestBatch = Math.min(largestBatch, batch);
    }

    BatchCounters counters() {
        return new BatchCounters(waiting.size(), running, largestBatch, batches, images, failures, waitNanos,
                computeNanos);
    }
}
