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
    /// Only closed segments are compacted; with Kafka's 1 GB encoders would pile up, and whoever reads a topic from its start
    /// would read them all.
    private static final Map<String, String> COMPACTION = Map.of("min.cleanable.dirty.ratio", "0.2", "segment.bytes",
            Integer.toString(64 * 1024 * 1024));

    /// Settings of whatever topic is compacted, the changelogs of stores included.
    public static Map<String, String> compaction() {
        return COMPACTION;
    }

    /// Whether it is one subject's; such a topic has one partition.
    public boolean ofSubject() {
        return partitions == 1 && name.contains(".");
    }

    /// As Kafka's admin client takes it.
    public NewTopic toNewTopic(SizeLimits limits, Optional<Short> replication) {
        Map<String, String> config = new HashMap<>(limits.topic());
        config.put("cleanup.policy", compacted ? "compact" : "delete");
        if (compacted) {
            config.putAll(COMPACTION);
        } else {
            config.put("retention.ms", Long.toString(retentionMs));
        }
        return new NewTopic(name, Optional.of(partitions), replication).configs(config);
    }
}
