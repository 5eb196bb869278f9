package org.topostream.trainer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

import org.topostream.factortopy.encoder.StepReport;

/// Knows which loss is out of the ordinary: one far above the median of the last steps'.
///
/// Refused steps count among the last steps where their loss is a number, so that a lasting change of the data is
/// ordinary again after half a window, while a single wild batch is not.
final class RunawayGuard {
    /// How many steps the median is over.
    static final int WINDOW = 100;
    /// Fewer steps say nothing about what is ordinary.
    static final int FEWEST = 20;
    /// How many times the median a loss may be.
    static final double MOST = 10;

    private final Deque<Double> losses = new ArrayDeque<>();
    private long refused;

    /// The largest loss that is let through now.
    double limit() {
        if (losses.size() < FEWEST) {
            return Double.POSITIVE_INFINITY;
        }
        double[] sorted = losses.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return MOST * sorted[sorted.length / 2];
    }

    /// Takes in what became of a step.
    void record(StepReport report) {
        refused += report.accepted() ? 0 : 1;
        if (Double.isFinite(report.loss())) {
            losses.addLast(report.loss());
            if (losses.size() > WINDOW) {
                losses.removeFirst();
            }
        }
    }

    /// Steps refused so far, for whatever reason.
    long refused() {
        return refused;
    }

    /// The refused steps as int64, then the last losses as float64, oldest first, little endian.
    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + Double.BYTES * losses.size())
                .order(ByteOrder.LITTLE_ENDIAN).putLong(refused);
        losses.forEach(bytes::putDouble);
        return VersionedBytes.of(bytes.array());
    }

    /// Reads what [#toBytes()] wrote.
    /// @throws IllegalArgumentException where the bytes are something else
    static RunawayGuard fromBytes(byte[] published) {
        byte[] bytes = VersionedBytes.content("last losses", published);
        if (bytes.length % Double.BYTES != 0 || bytes.length < Long.BYTES
                || bytes.length > Long.BYTES + WINDOW * Double.BYTES) {
            throw new IllegalArgumentException("expected a count and at most " + WINDOW + " losses of 8 bytes, got "
                    + bytes.length + " bytes");
        }
        RunawayGuard guard = new RunawayGuard();
        ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        guard.refused = from.getLong();
        while (from.hasRemaining()) {
            guard.losses.addLast(from.getDouble());
        }
        return guard;
    }
}
