package org.topostream.tests.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;

/// Sees an encoder while it is being published: its chunks before they are committed.
record PublicationSpy(Site site, String backbone) {
    private static final Duration POLL = Duration.ofMillis(50);

    /// Waits for the next chunk.
    /// @return whether one came in time
    boolean await(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Site uncommitted = new Site(site.bootstrapServers(), site.schemaRegistry(),
                Map.of("isolation.level", "read_uncommitted", "fetch.max.wait.ms", "20"));
        try (KafkaConsumer<String, byte[]> consumer = uncommitted.rawConsumer()) {
            List<TopicPartition> encoders = List.of(
                    new TopicPartition(Topics.encoders(FaultExperiment.SUBJECT, backbone).name(), 0));
            consumer.assign(encoders);
            consumer.seekToEnd(encoders);
            boolean came = false;
            while (!came && System.nanoTime() < end) {
                came = !consumer.poll(POLL).isEmpty();
            }
            return came;
        }
    }
}
