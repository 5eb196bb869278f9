package org.topostream.dashboard.feed;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import org.topostream.schemas.TopicTail;

/// How far each topic has been read, so that the reading can begin anew when there are more topics.
///
/// Compacted topics are read from their start. Of the others, which are kept for good, the end is enough: the page
/// shows what came last.
final class Positions {
    private static final Pattern KEPT_FOR_GOOD = Pattern.compile("stimuli|(predictions|responses)\\..*");
    /// Offsets, of which transactions take some too: enough for 200 trials.
    private static final long LOOK_BACK = 500;

    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<TopicPartition, Long> firstEnds = new HashMap<>();
    /// Where the topics ended as the tail began.
    private Map<TopicPartition, Long> ahead = Map.of();

    /// Has the tail go on where these topics were left.
    void begin(TopicTail<?> tail) {
        Map<TopicPartition, Long> ends = tail.ends();
        ahead = ends;
        ends.forEach((partition, end) -> {
            firstEnds.putIfAbsent(partition, end);
            boolean whole = !KEPT_FOR_GOOD.matcher(partition.topic()).matches();
            next.putIfAbsent(partition, whole ? 0L : Math.max(0L, end - LOOK_BACK));
        });
        Map<TopicPartition, Long> starts = new HashMap<>(next);
        starts.keySet().retainAll(ends.keySet());
        tail.seek(starts);
    }

    /// Whether all has been read that was there as the tail began.
    boolean haveCaughtUp(TopicTail<?> tail) {
        return ahead.entrySet().stream().allMatch(end -> tail.position(end.getKey()) >= end.getValue());
    }

    void read(ConsumerRecord<?, ?> record) {
        next.put(partition(record), record.offset() + 1);
    }

    /// Whether the record was written since its topic was looked at first.
    boolean isFresh(ConsumerRecord<?, ?> record) {
        return record.offset() >= firstEnds.getOrDefault(partition(record), 0L);
    }

    /// All others are read from their start should they come back.
    void keepOnly(Set<String> topics) {
        next.keySet().removeIf(partition -> !topics.contains(partition.topic()));
        firstEnds.keySet().removeIf(partition -> !topics.contains(partition.topic()));
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
