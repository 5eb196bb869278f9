package org.topostream.telemetry.metrics;

import java.util.Set;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;

/// Of the hundreds of numbers that Kafka's clients have, lets the few through that tell of trouble, and none for each
/// partition, node or store: there are as many series as stream threads, times these names.
public final class ClientFilter implements MeterFilter {
    private static final Set<String> SHOWN = Set.of("kafka.stream.thread.process.rate",
            "kafka.stream.thread.process.latency.max", "kafka.stream.thread.commit.rate",
            "kafka.stream.thread.commit.latency.avg", "kafka.stream.thread.commit.latency.max",
            "kafka.stream.thread.poll.latency.max", "kafka.consumer.fetch.manager.records.lag.max",
            "kafka.consumer.coordinator.rebalance.total", "kafka.consumer.coordinator.failed.rebalance.total",
            "kafka.consumer.coordinator.last.heartbeat.seconds.ago", "kafka.producer.record.error.total",
            "kafka.producer.record.retry.total", "kafka.producer.request.latency.avg");
    private static final Set<String> MANY = Set.of("topic", "partition", "node.id", "task.id");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        boolean client = id.getName().startsWith("kafka.");
        boolean shown = SHOWN.contains(id.getName())
                && id.getTags().stream().noneMatch(tag -> MANY.contains(tag.getKey()));
        return client && !shown ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }
}
