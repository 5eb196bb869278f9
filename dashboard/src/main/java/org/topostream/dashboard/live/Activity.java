package org.topostream.dashboard.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/// How much has come in the last ten seconds, and how late.
public final class Activity {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int LATENCIES = 50;

    private record Mark(Instant readAt, double ageMs) {}

    private final InstantSource clock;
    private final Map<RecordKind, Deque<Mark>> marks = new EnumMap<>(RecordKind.class);
    private final Deque<Double> latencies = new ArrayDeque<>();

    Activity(InstantSource clock) {
        this.clock = clock;
        for (RecordKind kind : RecordKind.values()) {
            marks.put(kind, new ArrayDeque<>());
        }
    }

    synchronized void came(RecordKind kind, Arrival arrival) {
        if (arrival.fresh()) {
            recent(kind).add(new Mark(arrival.readAt(), arrival.ageMs()));
        }
    }

    synchronized void predicted(Instant sentAt, Arrival arrival) {
        if (arrival.fresh()) {
            latencies.add((double) Math.max(0, Duration.between(sentAt, arrival.readAt()).toMillis()));
            if (latencies.size() > LATENCIES) {
                latencies.remove();
            }
        }
    }

    /// Records per second.
    public synchronized double rate(RecordKind kind) {
        return recent(kind).size() / (double) WINDOW.toSeconds();
    }

    /// Age of the oldest record when it was read, in milliseconds; 0 where none came.
    public synchronized double lagMs(RecordKind kind) {
        return recent(kind).stream().mapToDouble(Mark::ageMs).max().orElse(0);
    }

    /// Median time from sending a stimulus to having its prediction, over the last 50, in milliseconds; NaN where there
    /// is none.
    public synchronized double latencyMs() {
        double[] sorted = latencies.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private Deque<Mark> recent(RecordKind kind) {
        Deque<Mark> all = marks.get(kind);
        Instant begin = clock.instant().minus(WINDOW);
        while (!all.isEmpty() && all.getFirst().readAt().isBefore(begin)) {
            all.removeFirst();
        }
        return all;
    }
}
