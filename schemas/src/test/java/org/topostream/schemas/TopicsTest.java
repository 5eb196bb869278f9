package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    /// The names, keys and cleanup that other programs count on.
    @Test
    void keepsWhatTheCataloguePromises() {
        List<TopicSpec> topics = Topics.all("s01", "vit");

        Map<String, String> promised = topics.stream().collect(Collectors.toMap(TopicSpec::name,
                topic -> topic.key() + ", " + topic.partitions() + ", " + (topic.compacted() ? "compact" : "delete")));
        assertEquals(
                Map.ofEntries(Map.entry("stimuli", "stimulus id, 4, delete"),
                        Map.entry("features.vit", "stimulus id, 4, delete"),
                        Map.entry("volumes.s01", "run / volume number, 1, delete"),
                        Map.entry("events.s01", "run, 1, delete"),
                        Map.entry("responses.s01", "stimulus id, 1, delete"),
                        Map.entry("subjects", "subject, 1, compact"),
                        Map.entry("encoders.s01.vit", "part name, 1, compact"),
                        Map.entry("predictions.s01", "stimulus id, 1, delete"),
                        Map.entry("scores.s01", "backbone, 1, compact"),
                        Map.entry("maps.s01", "backbone/kind, 1, compact"),
                        Map.entry("surfaces.s01", "hemisphere/name, 1, compact"),
                        Map.entry("sources.s01", "source, 1, compact"),
                        Map.entry("dead-letters", "original key, 1, delete")),
                promised);
    }

    @Test
    void keepsAllButVolumesForGood() {
        for (TopicSpec topic : Topics.all("s01", "vit")) {
            long expected = topic.name().equals("volumes.s01") ? 7L * 24 * 60 * 60 * 1000 : -1;
            assertEquals(expected, topic.retentionMs(), topic.name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.b", "a b", "a/b", "sub\n01", "æ", "..", "x*"})
    void refusesNamesThatWouldBlurTopics(String name) {
        IllegalArgumentException subject = assertThrows(IllegalArgumentException.class,
                () -> Topics.responses(name));
        IllegalArgumentException backbone = assertThrows(IllegalArgumentException.class,
                () -> Topics.features(name));
        assertThrows(IllegalArgumentException.class, () -> Topics.encoders(name, "vit"));
        assertThrows(IllegalArgumentException.class, () -> Topics.encoders("s01", name));

        assertTrue(subject.getMessage().startsWith("subject name") && subject.getMessage().contains("'" + name + "'"),
                subject.getMessage());
        assertTrue(backbone.getMessage().startsWith("backbone name"), backbone.getMessage());
    }

    @Test
    void takesNamesUpToALengthThatKafkaTakes() {
        String longest = "a".repeat(80);

        String name = Topics.encoders(longest, longest).name();

        assertTrue(Topic.isValid(name), name);
        assertThrows(IllegalArgumentException.class, () -> Topics.responses(longest + "a"));
    }

    @Test
    void configuresDeletedTopics() {
        NewTopic topic = Topics.volumes("s01").toNewTopic(SizeLimits.defaults(), Optional.of((short) 3));

        assertEquals("volumes.s01", topic.name());
        assertEquals(1, topic.numPartitions());
        assertEquals(3, topic.replicationFactor());
        assertEquals(Map.of("cleanup.policy", "delete", "retention.ms", "604800000", "max.message.bytes", "16777216"),
                topic.configs());
    }

    @Test
    void configuresCompactedTopicsAndLeavesReplicationToTheBroker() {
        NewTopic topic = Topics.maps("s01").toNewTopic(SizeLimits.defaults(), Optional.empty());

        assertEquals("compact", topic.configs().get("cleanup.policy"));
        assertFalse(topic.configs().containsKey("retention.ms"), topic.configs().toString());
        assertEquals(-1, topic.replicationFactor());
    }
}
