package org.topostream.producers.scan.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.SourceState;
import org.topostream.schemas.avro.SourceStatus;

/// Publishes how a source stands: whenever that changes, twice a second at most, and every five seconds, so that
/// everybody knows that it is still there; and a last time, as ended, when it is closed. In a thread of its own:
/// volumes do not wait for it.
public final class SourceReporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceReporter.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration ALIVE_EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Producer<String, SourceStatus> producer;
    private final Supplier<SourceStatus> status;
    private final Clock clock;
    private final Thread thread;
    private volatile SourceStatus latest;
    private Optional<SourceStatus> published = Optional.empty();
    private Instant publishedAt = Instant.EPOCH;
    private boolean away;

    /// @param status how the source stands now
    public SourceReporter(Site site, Supplier<SourceStatus> status) {
        this(site.producer(), status, Clock.system(ZoneOffset.UTC));
        thread.start();
    }

    /// Does nothing by itself.
    SourceReporter(Producer<String, SourceStatus> producer, Supplier<SourceStatus> status, Clock clock) {
        this.producer = producer;
        this.status = status;
        this.clock = clock;
        latest = status.get();
        thread = Thread.ofPlatform().daemon().name("source-status").unstarted(this::run);
    }

    private void run() {
        try {
            while (true) {
                look();
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt(); // close() asked for it
        }
    }

    /// Publishes how it stands, where that is due.
    void look() throws InterruptedException {
        SourceStatus now = status.get();
        latest = now;
        boolean changed = !published.map(SourceReporter::withoutTime).equals(Optional.of(withoutTime(now)));
        if (changed || !clock.instant().isBefore(publishedAt.plus(ALIVE_EVERY))) {
            publish(now);
        }
    }

    private static SourceStatus withoutTime(SourceStatus told) {
        return SourceStatus.newBuilder(told).setUpdatedAt(Instant.EPOCH).build();
    }

    private void publish(SourceStatus now) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(Topics.sources(now.getSubject()).name(), now.getSource(), now))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            published = Optional.of(now);
            publishedAt = clock.instant();
            away = false;
        } catch (InterruptException e) {
            throw e;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            if (!away) {
                LOG.warn("source status not published source={} reason={}", now.getSource(), e.toString());
            }
            away = true;
        }
    }

    /// What was told last, also where Kafka is away.
    public SourceStatus latest() {
        return latest;
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
        latest = SourceStatus.newBuilder(status.get()).setState(SourceState.ENDED).build();
        if (!away) {
            publish(latest);
        }
        producer.close(PATIENCE);
    }
}
