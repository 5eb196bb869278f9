package org.topostream.schemas;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.topostream.schemas.avro.Subject;

/// Reads the `subjects` topic.
public final class Subjects {
    private static final Duration POLL = Duration.ofMillis(200);

    private Subjects() {}

    /// All subjects there are now, by name.
    public static Map<String, Subject> all(Site site) {
        try (TopicTail<Subject> tail = TopicTail.open(site, Topics.subjects().name())) {
            return all(tail);
        }
    }

    static Map<String, Subject> all(TopicTail<Subject> tail) {
        Map<String, Subject> subjects = new TreeMap<>();
        tail.readToEnd(record -> take(record, subjects));
        return subjects;
    }

    /// Waits until somebody has published this subject.
    /// @throws InterruptedException where the thread is interrupted while it waits
    public static Subject await(Site site, String name) throws InterruptedException {
        try (TopicTail<Subject> tail = TopicTail.open(site, Topics.subjects().name())) {
            return await(tail, name);
        }
    }

    static Subject await(TopicTail<Subject> tail, String name) throws InterruptedException {
        Map<String, Subject> subjects = all(tail);
        while (!subjects.containsKey(name)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for subject " + name);
            }
            tail.poll(POLL, record -> take(record, subjects));
        }
        return subjects.get(name);
    }

    /// A tombstone takes a subject away.
    private static void take(ConsumerRecord<String, Subject> record, Map<String, Subject> subjects) {
        if (record.value() == null) {
            subjects.remove(record.key());
        } else {
            subjects.put(record.key(), record.value());
        }
    }
}
