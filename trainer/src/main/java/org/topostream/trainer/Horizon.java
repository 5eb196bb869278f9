package org.topostream.trainer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;

import org.topostream.schemas.avro.SourceOffset;

/// What a published encoder has seen: of each partition, the records before an offset.
record Horizon(Map<TopicPartition, Long> next) {
    Horizon {
        next = Map.copyOf(next);
    }

    static Horizon none() {
        return new Horizon(Map.of());
    }

    static Horizon of(List<SourceOffset> offsets) {
        Map<TopicPartition, Long> next = new HashMap<>();
        offsets.forEach(offset -> next.put(new TopicPartition(offset.getTopic(), offset.getPartition()),
                offset.getOffset()));
        return new Horizon(next);
    }

    boolean includes(TopicPartition partition, long offset) {
        return offset < next.getOrDefault(partition, 0L);
    }

    List<SourceOffset> toSourceOffsets() {
        return next.entrySet().stream()
                .map(entry -> new SourceOffset(entry.getKey().topic(), entry.getKey().partition(), entry.getValue()))
                .sorted().toList();
    }
}
