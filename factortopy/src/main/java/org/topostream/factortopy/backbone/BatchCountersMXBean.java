package org.topostream.factortopy.backbone;

/// What the batches of one backbone are like, for JMX: `org.topostream:type=Batches,backbone=<name>`. Counts and times
/// are sums since the start, so that a reader takes rates and means from two readings.
public interface BatchCountersMXBean {
    /// Images that wait for a batch now.
    int getWaiting();

    /// Batches that are computed now.
    int getRunning();

    /// Most images in a batch; falls when the device has no memory for more.
    int getLargestBatch();

    /// Batches computed.
    long getBatches();

    /// Images in them.
    long getImages();

    /// Images that have no features.
    long getFailures();

    /// Milliseconds that images waited, summed over images.
    double getWaitMillis();

    /// Milliseconds that batches took, summed over batches.
    double getComputeMillis();
}
