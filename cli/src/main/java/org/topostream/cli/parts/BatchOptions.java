package org.topostream.cli.parts;

import java.time.Duration;

import picocli.CommandLine.Option;

import org.topostream.cli.config.Bounds;
import org.topostream.factortopy.backbone.BatchLimits;

/// Options of the batches in which images go through the networks; all networks of a process share them.
public final class BatchOptions {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";
    private static final BatchLimits LIMITS = BatchLimits.defaults();
    private static final int MEGABYTE_BITS = 20;

    @Bounds(min = 1)
    @Option(names = "--batch-images", paramLabel = "N", description = "Most images in a batch; fewer where the device "
            + "has no memory for them" + DEFAULT)
    private int images = LIMITS.batch();

    @Bounds(min = 0, unit = "ms")
    @Option(names = "--batch-deadline-ms", paramLabel = "MS", description = "How long an image may wait for others "
            + "while the device is busy" + DEFAULT)
    private long deadlineMillis = LIMITS.deadline().toMillis();

    @Bounds(min = 1)
    @Option(names = "--batches-in-flight", paramLabel = "N", description = "Batches that run at once" + DEFAULT)
    private int inFlight = LIMITS.inFlight();

    @Bounds(min = 1, unit = "MB")
    @Option(names = "--batch-memory-mb", paramLabel = "MB", description = "Most memory of the images and features that "
            + "wait or are computed" + DEFAULT)
    private long megabytes = LIMITS.bytes() >> MEGABYTE_BITS;

    /// @throws IllegalArgumentException where one is out of its range
    public BatchLimits limits() {
        return new BatchLimits(images, Duration.ofMillis(deadlineMillis), inFlight, megabytes << MEGABYTE_BITS);
    }
}
