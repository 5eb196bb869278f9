package org.topostream.factortopy.backbone;

/// The batches of one backbone at one moment; [BatchCountersMXBean] says what the numbers are.
///
/// @param waitNanos    summed over images
/// @param computeNanos summed over batches
public record BatchCounters(int waiting, int running, int largestBatch, long batches, long images, long failures,
        long waitNanos, long computeNanos) {}
