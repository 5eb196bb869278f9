package org.topostream.cli.acquire;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.SourceStatus;

/// Prints how all sources stand, and then a row for each that stands otherwise, every two seconds at most, until
/// closed.
public final class SourceWatch implements AutoCloseable {
    private static final String TOPIC = "sources.";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PRINT_EVERY = Duration.ofSeconds(2);

    private final TopicTail<SourceStatus> tail;
    private final PrintWriter out;
    private final SourceTable table = new SourceTable();
    private final Thread thread;
    private volatile boolean closed;

    /// @param subjects whose sources, one or more that have some
    public SourceWatch(Site site, Set<String> subjects, PrintWriter out) {
        this(TopicTail.open(site,
                subjects.stream().map(subject -> Topics.sources(subject).name()).toArray(String[]::new)), out);
    }

    SourceWatch(TopicTail<SourceStatus> tail, PrintWriter out) {
        this.tail = tail;
        this.out = out;
        thread = Thread.ofPlatform().name("sources").start(this::watch);
    }

    /// Names of the subjects that have a topic of sources.
    public static Set<String> subjects(Site site) {
        try (TopicAdmin admin = new TopicAdmin(site)) {
            return admin.names().stream().filter(name -> Topics.isOurs(name) && name.startsWith(TOPIC))
                    .map(name -> name.substring(TOPIC.length())).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void watch() {
        try (tail) {
            SourceText.head(out);
            tail.readToEnd(this::take);
            Instant printed = print();
            while (!closed) {
                tail.poll(POLL, this::take);
                if (!Instant.now().isBefore(printed.plus(PRINT_EVERY))) {
                    printed = print();
                }
            }
        } catch (WakeupException e) {
            // close() asked for it
        }
    }

    private Instant print() {
        Instant now = Instant.now();
        table.print(out, now);
        return now;
    }

    private void take(ConsumerRecord<String, SourceStatus> record) {
        table.take(record.topic() + "/" + record.key(), Optional.ofNullable(record.value()));
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        tail.wakeup();
        thread.join();
    }
}
