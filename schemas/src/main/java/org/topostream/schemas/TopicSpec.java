package org.topostream.schemas;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.admin.NewTopic;

/// One topic of the catalogue.
///
/// @param name        the topic's name
/// @param key         what its key says, for people
/// @param partitions  how many; a subject's topics have one, which gives its trials one order
/// @param compacted   whether the newest record of each key stays for good
/// @param retentionMs how long others stay, in milliseconds; -1 for good
public record TopicSpec(String name, String key, int partitions, boolean compacted, long retentionMs) {
    private static final int COMPACTED_SEGMENT_BYTES = 64 * 1024 * 1024;

    /// Whether it is one subject's; such a topic has one partition.
    public boolean ofSubject() {
        return partitions == 1 && name.contains(".");
    }

    /// As Kafka's admin client takes it.
    public NewTopic toNewTopic(SizeLimits limits, Optional<Short> replication) {
        Map<String, String> config = new HashMap<>(limits.topic());
        config.put("cleanup.policy", compacted ? "compact" : "delete");
        if (compacted) {
            config.put("min.cleanable.dirty.ratio", "0.2");
            // Only closed segments are compacted; with Kafka's 1 GB the encoders would pile up.
            config.put("segment.bytes", Integer.toString(COMPACTED_SEGMENT_BYTES));
        } else {
            config.put("retention.ms", Long.toString(retentionMs));
        }
        return new NewTopic(name, Optional.of(partitions), replication).configs(config);
    }
}
