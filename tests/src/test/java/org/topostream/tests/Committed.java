package org.topostream.tests;

import java.util.ArrayList;
import java.util.List;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;

/// Everything that a `read_committed` reader finds in a topic.
final class Committed {
    private Committed() {}

    static <R extends SpecificRecord> List<ConsumerRecord<String, R>> records(Site site, String topic) {
        List<ConsumerRecord<String, R>> found = new ArrayList<>();
        try (TopicTail<R> tail = TopicTail.open(site, topic)) {
            tail.readToEnd(found::add);
        }
        return found;
    }

    static List<ConsumerRecord<String, byte[]>> raw(Site site, String topic) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (TopicTail<byte[]> tail = TopicTail.raw(site, topic)) {
            tail.readToEnd(found::add);
        }
        return found;
    }

    static List<String> keys(Site site, String topic) {
        return raw(site, topic).stream().map(ConsumerRecord::key).sorted().toList();
    }
}
