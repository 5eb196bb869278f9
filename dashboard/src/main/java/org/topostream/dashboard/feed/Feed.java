package org.topostream.dashboard.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.dashboard.live.Arrival;
import org.topostream.dashboard.live.FeedState;
import org.topostream.dashboard.live.Intake;
import org.topostream.dashboard.live.Live;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Reads Kafka for all pages, in one thread with one consumer. A topic that is missing is waited for, and so is Kafka;
/// a record that cannot be shown is passed over with a line in the log.
public final class Feed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Site site;
    private final Live live;
    private final Intake intake;
    private final FeedTopics topics;
    private final Positions positions = new Positions();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<Consumer<String, SpecificRecord>> consumer = Optional.empty();

    private Feed(Site site, Live live, Optional<String> only) {
        this.site = site;
        this.live = live;
        intake = new Intake(live, only);
        topics = new FeedTopics(live);
        thread = Thread.ofPlatform().name("dashboard-feed").daemon().unstarted(this::run);
    }

    /// @param only the only subject that is read; all where it is empty
    public static Feed start(Site site, Live live, Optional<String> only) {
        Feed feed = new Feed(site, live, only);
        feed.thread.start();
        return feed;
    }

    private void run() {
        while (!isClosed()) {
            try (Admin admin = site.admin()) {
                follow(admin);
            } catch (WakeupException | InterruptException e) {
                return; // close() asked for it
            } catch (RuntimeException e) {
                LOG.warn("Kafka not read, trying again reason={}", e.toString());
                LOG.debug("Kafka not read", e);
                live.state(FeedState.WAITING);
                pause();
            }
        }
    }

    private void follow(Admin admin) {
        while (!isClosed()) {
            Set<String> wanted = topics.wanted();
            Set<String> found = FeedTopics.existing(admin, wanted);
            positions.keepOnly(found);
            if (found.isEmpty()) {
                live.state(FeedState.STARTING);
                pause();
                continue;
            }
            live.state(FeedState.READING);
            try (TopicTail<SpecificRecord> tail = open(found)) {
                read(tail, admin, wanted, found);
            } finally {
                consumer = Optional.empty();
            }
        }
    }

    private TopicTail<SpecificRecord> open(Set<String> found) {
        Consumer<String, SpecificRecord> opened = site.consumer();
        consumer = Optional.of(opened);
        if (isClosed()) {
            opened.wakeup();
        }
        return TopicTail.of(opened, found.toArray(String[]::new));
    }

    /// Until there are other topics to read.
    private void read(TopicTail<SpecificRecord> tail, Admin admin, Set<String> wanted, Set<String> found) {
        positions.begin(tail);
        Instant look = Instant.now().plus(LOOK_EVERY);
        while (!isClosed() && topics.wanted().equals(wanted)) {
            if (poll(tail) == 0 && positions.haveCaughtUp(tail)) {
                live.state(FeedState.LIVE);
            }
            if (found.size() < wanted.size() && Instant.now().isAfter(look)) {
                if (!FeedTopics.existing(admin, wanted).equals(found)) {
                    return;
                }
                look = Instant.now().plus(LOOK_EVERY);
            }
        }
    }

    private int poll(TopicTail<SpecificRecord> tail) {
        AtomicInteger records = new AtomicInteger();
        tail.poll(POLL, record -> {
            records.incrementAndGet();
            take(record);
        });
        return records.get();
    }

    private void take(ConsumerRecord<String, SpecificRecord> record) {
        positions.read(record);
        String owner = FeedTopics.owner(record.topic());
        String key = String.valueOf(record.key());
        Arrival arrival = new Arrival(Instant.now(), Instant.ofEpochMilli(record.timestamp()),
                positions.isFresh(record));
        try {
            Optional.ofNullable(record.value()).ifPresentOrElse(value -> intake.take(owner, key, value, arrival),
                    () -> intake.takeAway(record.topic(), owner, key));
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            LOG.warn("record passed over topic={} partition={} offset={} reason={}", record.topic(),
                    record.partition(), record.offset(), e.getMessage());
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /// Ends early where it is closed meanwhile.
    private void pause() {
        try {
            if (closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("closed while waiting for Kafka");
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        consumer.ifPresent(Consumer::wakeup);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
