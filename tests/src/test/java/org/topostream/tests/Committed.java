package org.topostream.tests;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;

/// Everything that a `read_committed` reader finds in a topic.
public final class Committed {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private Committed() {}

    public static <R extends SpecificRecord> List<ConsumerRecord<String, R>> records(Site site, String topic) {
        List<ConsumerRecord<String, R>> found = new ArrayList<>();
        try (TopicTail<R> tail = TopicTail.open(site, topic)) {
            tail.readToEnd(found::add);
        }
        return found;
    }

    /// Reads on until what was found will do.
    /// @throws AssertionError where it does not in time
    public static <R extends SpecificRecord> List<ConsumerRecord<String, R>> await(Site site, String topic,
            Predicate<List<ConsumerRecord<String, R>>> enough) {
        List<ConsumerRecord<String, R>> found = new ArrayList<>();
        Instant end = Instant.now().plus(PATIENCE);
        try (TopicTail<R> tail = TopicTail.open(site, topic)) {
            while (!enough.test(found)) {
                if (Instant.now().isAfter(end)) {
                    throw new AssertionError("after " + PATIENCE.toSeconds() + " s topic " + topic + " has "
                            + found.size() + " records only: " + found.stream().map(ConsumerRecord::key).toList());
                }
                tail.poll(POLL, found::add);
            }
        }
        return found;
    }

    public static List<ConsumerRecord<String, byte[]>> raw(Site site, String topic) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (TopicTail<byte[]> tail = TopicTail.raw(site, topic)) {
            tail.readToEnd(found::add);
        }
        return found;
    }

    public static List<String> keys(Site site, String topic) {
        return raw(site, topic).stream().map(ConsumerRecord::key).sorted().toList();
    }
}
