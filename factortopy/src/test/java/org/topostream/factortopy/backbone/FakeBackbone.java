package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.image.RgbImage;

/// A backbone of images of one pixel, which stands for a number: that number is the only feature. It tells of every
/// batch that starts, and can hold batches until they are released.
final class FakeBackbone implements Backbone {
    private static final long PATIENCE_SECONDS = 30;
    private static final int UNLIMITED = Integer.MAX_VALUE / 2;
    private static final int BYTE = 256;

    private final BlockingQueue<List<Integer>> started = new LinkedBlockingQueue<>();
    private final Semaphore released = new Semaphore(UNLIMITED);
    private final Set<Integer> bad = ConcurrentHashMap.newKeySet();
    private final Set<Integer> fatal = ConcurrentHashMap.newKeySet();
    private final Set<Integer> lost = ConcurrentHashMap.newKeySet();
    private final Set<Integer> crashing = ConcurrentHashMap.newKeySet();
    private final Set<Integer> stumbling = ConcurrentHashMap.newKeySet();
    private final String name;
    private volatile int memory = UNLIMITED;
    private volatile boolean broken;
    private volatile int batchesAtOnce = SHARED_DEVICE;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();
    private final AtomicInteger largestBatch = new AtomicInteger();

    FakeBackbone() {
        this("fake");
    }

    FakeBackbone(String name) {
        this.name = name;
    }

    static RgbImage image(int number) {
        return new RgbImage(1, 1, new byte[]{(byte) number, (byte) (number / BYTE), (byte) (number / BYTE / BYTE)});
    }

    static int number(Features features) {
        return (int) features.layers().getFirst().global()[0];
    }

    /// Batches that start from now on wait for [#release].
    void hold() {
        released.drainPermits();
    }

    /// Lets as many held batches go on.
    void release(int batches) {
        released.release(batches);
    }

    /// Lets all batches go on, now and later.
    void releaseAll() {
        released.release(UNLIMITED);
    }

    /// Every batch with this image fails.
    void fail(int number) {
        bad.add(number);
    }

    /// Every batch with this image ends in an [Error].
    void breakDown(int number) {
        fatal.add(number);
    }

    /// No batch with this image has features of it.
    void lose(int number) {
        lost.add(number);
    }

    /// Every batch with this image makes the network fail.
    void crash(int number) {
        crashing.add(number);
    }

    /// The next batch with this image makes the network fail, as if by chance.
    void stumble(int number) {
        stumbling.add(number);
    }

    /// The network fails on everything from now on.
    void breakForGood() {
        broken = true;
    }

    /// Larger batches than this do not fit from now on.
    void fitOnly(int images) {
        memory = images;
    }

    /// No more batches than this run at once from now on.
    void runOnly(int batches) {
        batchesAtOnce = batches;
    }

    /// The images of the next batch that starts.
    List<Integer> nextBatch() throws InterruptedException {
        List<Integer> batch = started.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertTrue(batch != null, "expected a batch to start within " + PATIENCE_SECONDS + " s");
        return batch;
    }

    /// Whether a batch started that [#nextBatch] has not told of.
    boolean hasMoreBatches() {
        return !started.isEmpty();
    }

    void forgetBatches() {
        started.clear();
        mostRunning.set(0);
        largestBatch.set(0);
    }

    int mostRunning() {
        return mostRunning.get();
    }

    int largestBatch() {
        return largestBatch.get();
    }

    @Override
    public List<Features> extract(List<RgbImage> images) {
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        largestBatch.accumulateAndGet(images.size(), Math::max);
        try {
            List<Integer> numbers = images.stream().map(FakeBackbone::number).toList();
            started.add(numbers);
            released.acquireUninterruptibly();
            requireMemory(images.size());
            numbers.forEach(this::requireGood);
            return numbers.stream().filter(number -> !lost.contains(number)).map(FakeBackbone::features).toList();
        } finally {
            running.decrementAndGet();
        }
    }

    @Override
    public BackboneSpec spec() {
        return new BackboneSpec(name, "model.onnx", "onnx", new BackboneSpec.Input(1, 1, "squash", "NCHW", "uint8"),
                List.of(new BackboneSpec.Layer("number", 1)), Features.GRID, "mean", "test", "Apache-2.0", digest());
    }

    @Override
    public int batchesAtOnce() {
        return batchesAtOnce;
    }

    @Override
    public String digest() {
        return "0".repeat(64);
    }

    @Override
    public RgbImage prepare(RgbImage image) {
        return image;
    }

    @Override
    public void close() {}

    private void requireMemory(int images) {
        if (images > memory) {
            throw new DeviceMemoryException("no memory for " + images + " images", new IllegalStateException("full"));
        }
    }

    private void requireGood(int number) {
        if (broken || crashing.contains(number) || stumbling.remove(number)) {
            throw new IllegalStateException("the network fell over at image " + number);
        }
        if (bad.contains(number)) {
            throw new IllegalArgumentException("image " + number + " is bad");
        }
        if (fatal.contains(number)) {
            throw new AssertionError("image " + number + " is fatal");
        }
    }

    private static int number(RgbImage image) {
        byte[] rgb = image.rgb();
        return Byte.toUnsignedInt(rgb[0]) + BYTE * (Byte.toUnsignedInt(rgb[1]) + BYTE * Byte.toUnsignedInt(rgb[2]));
    }

    private static Features features(int number) {
        return new Features(
                List.of(new LayerFeatures("number", 1, new float[Features.GRID * Features.GRID], new float[]{number})));
    }
}
