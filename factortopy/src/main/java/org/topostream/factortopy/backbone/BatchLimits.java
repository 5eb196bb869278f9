package org.topostream.factortopy.backbone;

import java.time.Duration;

/// How a batcher forms batches, and how much it may hold.
///
/// @param batch    most images in a batch, at least 1
/// @param deadline how long an image may wait for others while the device is busy; zero or more
/// @param inFlight how many batches run at once, at least 1
/// @param bytes    most memory of images and features between a caller's asking and its getting, at least 1; an image
///                 that alone needs more goes through when nothing else is held
public record BatchLimits(int batch, Duration deadline, int inFlight, long bytes) {
    private static final int BATCH = 8;
    private static final Duration DEADLINE = Duration.ofMillis(4);
    private static final int IN_FLIGHT = 2;
    private static final long BYTES = 512L << 20;

    /// @throws IllegalArgumentException where a limit is out of its range
    public BatchLimits {
        if (batch < 1 || inFlight < 1 || deadline.isNegative() || bytes < 1) {
            throw new IllegalArgumentException("expected batches of at least 1, at least 1 in flight, no negative"
                    + " deadline and at least 1 byte; got " + batch + ", " + inFlight + ", " + deadline + " and "
                    + bytes);
        }
    }

    /// Batches of at most 8, two in flight, 4 ms of waiting, 512 MB.
    public static BatchLimits defaults() {
        return new BatchLimits(BATCH, DEADLINE, IN_FLIGHT, BYTES);
    }
}
