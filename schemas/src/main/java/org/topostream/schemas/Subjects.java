package org.topostream.schemas;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Reads the `subjects` topic. Records that do not hold to [SubjectRules] are passed over with a line in the log.
public final class Subjects {
    private static final Logger LOG = LoggerFactory.getLogger(Subjects.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Subject> known = new TreeMap<>();
    private final Map<String, String> refusals = new HashMap<>();

    /// Knows none yet, until it is [told][#take].
    public Subjects() {}

    /// All subjects there are now, by name.
    public static Map<String, Subject> all(Site site) {
        try (TopicTail<Subject> tail = TopicTail.open(site, Topics.subjects().name())) {
            return all(tail);
        }
    }

    static Map<String, Subject> all(TopicTail<Subject> tail) {
        Subjects subjects = new Subjects();
        tail.readToEnd(subjects::take);
        return subjects.known;
    }

    /// Waits until somebody has published this subject.
    /// @throws InterruptedException      where the thread is interrupted while it waits
    /// @throws UnreadableRecordException where what was published does not hold to [SubjectRules]
    public static Subject await(Site site, String name) throws InterruptedException {
        try (TopicTail<Subject> tail = TopicTail.open(site, Topics.subjects().name())) {
            return await(tail, name);
        }
    }

    static Subject await(TopicTail<Subject> tail, String name) throws InterruptedException {
        Subjects subjects = new Subjects();
        tail.readToEnd(subjects::take);
        while (!subjects.known.containsKey(name)) {
            if (subjects.refusals.containsKey(name)) {
                throw new UnreadableRecordException(subjects.refusals.get(name));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for subject " + name);
            }
            tail.poll(POLL, subjects::take);
        }
        return subjects.known.get(name);
    }

    /// Takes a record of the topic; a tombstone takes a subject away.
    /// @return the subject, if it is one that was not known before
    public Optional<Subject> take(ConsumerRecord<String, Subject> record) {
        String name = String.valueOf(record.key());
        refusals.remove(name);
        if (record.value() == null) {
            known.remove(name);
            return Optional.empty();
        }
        try {
            SubjectRules.check(name, record.value(), Optional.ofNullable(known.get(name)));
        } catch (UnreadableRecordException e) {
            LOG.warn("subject passed over key={} offset={} reason={}", name, record.offset(), e.getMessage());
            refusals.put(name, e.getMessage());
            return Optional.empty();
        }
        return known.put(name, record.value()) == null ? Optional.of(record.value()) : Optional.empty();
    }
}
