package org.topostream.schemas;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.topostream.schemas.avro.Subject;

/// Reads the `subjects` topic.
public final class Subjects {
    private static final Duration POLL = Duration.ofMillis(200);

    private Subjects() {}

    /// All subjects there are now, by name.
    public static Map<String, Subject> all(Site site) {
        Map<String, Subject> subjects = new TreeMap<>();
        try (TopicTail<Subject> tail = TopicTail.open(site, Topics.subjects().name())) {
            tail.readToEnd(record -> subjects.put(record.key(), record.value()));
        }
        return subjects;
    }

    /// Waits until somebody has published this subject.
    /// @throws InterruptedException where the thread is interrupted while it waits
    public static Subject await(Site site, String name) throws InterruptedException {
        Map<String, Subject> subjects = new TreeMap<>();
        try (TopicTail<Subject> tail = TopicTail.open(site, Topics.subjects().name())) {
            tail.readToEnd(record -> subjects.put(record.key(), record.value()));
            while (!subjects.containsKey(name)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting for subject " + name);
                }
                tail.poll(POLL, record -> subjects.put(record.key(), record.value()));
            }
        }
        return subjects.get(name);
    }
}
