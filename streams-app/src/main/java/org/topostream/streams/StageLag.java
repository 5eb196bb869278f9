package org.topostream.streams;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/// How many records of a topic wait for this instance of a stage, as its consumers know.
final class StageLag {
    private static final String CONSUMERS = "consumer-fetch-manager-metrics";
    private static final String LAG = "records-lag";
    private static final String RESTORING = "restore-consumer";

    private StageLag() {}

    /// The topics that a stage reads.
    static Set<String> sources(Topology topology) {
        Set<String> topics = new TreeSet<>();
        topology.describe().subtopologies().stream().flatMap(part -> part.nodes().stream())
                .filter(TopologyDescription.Source.class::isInstance)
                .forEach(source -> topics.addAll(((TopologyDescription.Source) source).topicSet()));
        return topics;
    }

    /// Over the partitions that are assigned here; not a number while none was fetched from.
    static double records(KafkaStreams streams, String topic) {
        double lag = Double.NaN;
        for (Metric metric : streams.metrics().values()) {
            Map<String, String> tags = metric.metricName().tags();
            if (metric.metricName().name().equals(LAG) && metric.metricName().group().equals(CONSUMERS)
                    && topic.equals(tags.get("topic")) && !tags.getOrDefault("client-id", "").endsWith(RESTORING)
                    && metric.metricValue() instanceof Double records && Double.isFinite(records)) {
                lag = Double.isNaN(lag) ? records : lag + records;
            }
        }
        return lag;
    }
}
