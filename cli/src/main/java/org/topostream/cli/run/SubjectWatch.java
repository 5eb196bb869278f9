package org.topostream.cli.run;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.schemas.Site;
import org.topostream.schemas.Subjects;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Subject;

/// Tells of every subject once, those that are known and those that become known.
public final class SubjectWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SubjectWatch.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final TopicTail<Subject> tail;
    private final Thread thread;
    private volatile boolean closed;

    /// @param wanted    their names; empty for all
    /// @param newcomers told in a thread of its own
    public SubjectWatch(Site site, Set<String> wanted, Consumer<Subject> newcomers) {
        tail = TopicTail.open(site, Topics.subjects().name());
        thread = Thread.ofPlatform().name("subjects").start(() -> watch(wanted, newcomers));
    }

    private void watch(Set<String> wanted, Consumer<Subject> newcomers) {
        Subjects subjects = new Subjects();
        Set<String> told = new HashSet<>();
        try (tail) {
            while (!closed) {
                tail.poll(POLL, record -> {
                    Optional<Subject> subject = subjects.take(record);
                    boolean asked = wanted.isEmpty() || wanted.contains(record.key());
                    if (asked && subject.isPresent() && told.add(record.key())) {
                        tell(newcomers, subject.get());
                    }
                });
            }
        } catch (WakeupException e) {
            // close() asked for it
        }
    }

    /// A subject that cannot be worked for is no reason to leave those that come after it.
    private static void tell(Consumer<Subject> newcomers, Subject subject) {
        try {
            newcomers.accept(subject);
        } catch (InterruptException | WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("subject not started subject={} reason={}", subject.getSubject(), e.toString());
            LOG.debug("subject not started", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        tail.wakeup();
        thread.join();
    }
}
