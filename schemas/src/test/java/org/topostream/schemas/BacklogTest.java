package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final TopicPartition FIRST = new TopicPartition("stimuli", 0);
    private static final TopicPartition SECOND = new TopicPartition("stimuli", 1);
    private static final TopicPartition FEATURES = new TopicPartition("features.net", 0);

    private static OffsetAndMetadata at(long offset) {
        return new OffsetAndMetadata(offset);
    }

    @Test
    void addsUpWhatWaitsInATopicsPartitions() {
        List<Backlog> backlogs = Backlog.of(Map.of("topostream-extract-net", Map.of(FIRST, at(10), SECOND, at(5))),
                Map.of(FIRST, 40L, SECOND, 6L));

        assertEquals(List.of(new Backlog("stimuli", "extract-net", 31)), backlogs);
    }

    @Test
    void doesNotCountTheMarkAtTheEndOfATransaction() {
        List<Backlog> backlogs = Backlog.of(
                Map.of("topostream-score-s.net", Map.of(FEATURES, at(9)), "topostream-train-s.net",
                        Map.of(FEATURES, at(4))),
                Map.of(FEATURES, 10L));

        assertEquals(
                Set.of(new Backlog("features.net", "score-s.net", 0), new Backlog("features.net", "train-s.net", 5)),
                new HashSet<>(backlogs));
    }
}
