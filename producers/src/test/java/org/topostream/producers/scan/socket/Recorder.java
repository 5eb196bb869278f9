package org.topostream.producers.scan.socket;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.topostream.producers.scan.ScannedVolume;

/// Keeps what a receiver hands on, for a test that waits for it.
final class Recorder implements VolumeListener {
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<ScannedVolume> volumes = new LinkedBlockingQueue<>();
    private final BlockingQueue<ScannerEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
    private final BlockingQueue<Gap> gaps = new LinkedBlockingQueue<>();
    private volatile Optional<Hook> hook = Optional.empty();

    /// What happens to a volume before it is kept.
    @FunctionalInterface
    interface Hook {
        void run(ScannedVolume volume) throws IOException;
    }

    void before(Hook next) {
        hook = Optional.of(next);
    }

    void undisturbed() {
        hook = Optional.empty();
    }

    @Override
    public void onVolume(ScannedVolume volume) throws IOException {
        Optional<Hook> now = hook;
        if (now.isPresent()) {
            now.get().run(volume);
        }
        volumes.add(volume);
    }

    @Override
    public void onEvent(ScannerEvent event) {
        events.add(event);
    }

    @Override
    public void onRefusal(String reason) {
        refusals.add(reason);
    }

    @Override
    public void onGap(Gap gap) {
        gaps.add(gap);
    }

    private <T> T next(BlockingQueue<T> queue, String what) throws InterruptedException {
        Optional<T> next = Optional.ofNullable(queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertTrue(next.isPresent(), () -> "no " + what + "; volumes " + volumes.size() + ", refusals " + refusals
                + ", gaps " + gaps);
        return next.orElseThrow();
    }

    ScannedVolume volume() throws InterruptedException {
        return next(volumes, "volume");
    }

    /// The next one, which must be this.
    ScannedVolume volume(String series, int number) throws InterruptedException {
        ScannedVolume volume = volume();
        assertTrue(volume.series().equals(series) && volume.number() == number, () -> "expected volume " + number
                + " of " + series + ", got " + volume.number() + " of " + volume.series());
        return volume;
    }

    ScannerEvent event() throws InterruptedException {
        return next(events, "event");
    }

    String refusal() throws InterruptedException {
        return next(refusals, "refusal");
    }

    /// The next one, which must contain this.
    void refusal(String part) throws InterruptedException {
        String refusal = refusal();
        assertTrue(refusal.contains(part), refusal);
    }

    Gap gap() throws InterruptedException {
        return next(gaps, "gap");
    }

    /// The next one, which must be of these volumes.
    void gap(String series, int first, int last) throws InterruptedException {
        Gap gap = gap();
        assertTrue(gap.series().equals(series) && gap.first() == first && gap.last() == last, gap.toString());
    }

    /// Whether nothing has come that no test has asked for.
    boolean isEmpty() {
        return volumes.isEmpty() && events.isEmpty() && refusals.isEmpty() && gaps.isEmpty();
    }
}
