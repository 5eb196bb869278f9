package org.topostream.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.schemas.Site;
import org.topostream.telemetry.Monitor;
import org.topostream.telemetry.health.Condition;
import org.topostream.telemetry.health.Watched;
import org.topostream.telemetry.metrics.Gauges;

/// A stage at work, exactly once.
///
/// The settings here bound what a crash costs. An instance that is started again on its folder goes on at once, under its
/// lasting [InstanceName]; one that stays away is replaced by another after [#SESSION_TIMEOUT_MS], and its open transaction
/// ends after [#TRANSACTION_TIMEOUT_MS]. Buffers are bounded by bytes: a record may have 16 MB, so few are held.
///
/// What is produced between two commits leaves in few requests ([#BATCH_BYTES], the producer lingers), since it becomes
/// readable with the commit and not before, which sends what is left. [GuardedProcessor] asks for a commit as soon as it
/// has something, so a lone record waits for nothing.
public final class RunningStage implements Watched, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningStage.class);
    private static final String STAGE = "stage";
    private static final int SESSION_TIMEOUT_MS = 6_000;
    private static final int TRANSACTION_TIMEOUT_MS = 6_000;
    /// A broker that is not there any more costs retries; Kafka's default is 100 ms for the first.
    private static final int RETRY_MS = 20;
    private static final int COMMIT_MS = (int) GuardedProcessor.COMMIT_EVERY.toMillis();
    private static final int BATCH_BYTES = 1 << 20;
    private static final int BUFFERED_RECORDS = 16;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final KafkaStreams streams;
    private final InstanceName instance;
    private final KafkaStreamsMetrics metrics;
    private final Gauges gauges;
    private final Counter failures;
    private final CountDownLatch running = new CountDownLatch(1);

    private RunningStage(String name, KafkaStreams streams, InstanceName instance) {
        this.name = name;
        this.streams = streams;
        this.instance = instance;
        this.metrics = new KafkaStreamsMetrics(streams, Tags.of(STAGE, name));
        this.gauges = new Gauges(STAGE, name);
        this.failures = Metrics.counter("topostream.stage.failures", STAGE, name);
    }

    /// Starts a stage; its name is its consumer group.
    /// @throws UncheckedIOException where the state folder cannot be written to
    public static RunningStage start(String name, Topology topology, Site site, StreamsSettings settings) {
        InstanceName instance = instance(name, settings);
        Properties config = site.streams();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateFolder().toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS);
        config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), BUFFERED_RECORDS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), SESSION_TIMEOUT_MS / 4);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_MS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance.text());
        RunningStage stage = new RunningStage(name,
                new KafkaStreams(topology, config, new LastingClients(instance.text())), instance);
        stage.begin(topology);
        return stage;
    }

    private static InstanceName instance(String name, StreamsSettings settings) {
        try {
            return InstanceName.take(settings.stateFolder().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("stage " + name + " cannot keep its name below " + settings.stateFolder(),
                    e);
        }
    }

    private void begin(Topology topology) {
        streams.setUncaughtExceptionHandler(failure -> {
            failures.increment();
            LOG.error("stream thread failed and is replaced stage={} reason={}", name, rootOf(failure).toString());
            LOG.debug("stream thread failure stage={}", name, failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
        });
        streams.start();
        if (Monitor.isOpen()) { // they are hundreds, and are looked through every minute
            metrics.bindTo(Metrics.globalRegistry);
        }
        StageLag.sources(topology).forEach(topic -> gauges.watch("topostream.lag.records",
                () -> StageLag.records(streams, topic), "topic", topic));
    }

    /// Its consumer group.
    @Override
    public String name() {
        return name;
    }

    /// It works once partitions are assigned and state is restored.
    @Override
    public Condition condition() {
        KafkaStreams.State state = streams.state();
        return switch (state) {
            case RUNNING -> new Condition.Ready();
            case CREATED, REBALANCING -> new Condition.Waiting("it is " + state);
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> new Condition.Dead("it is " + state);
        };
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /// Waits until partitions are assigned and state is restored.
    /// @throws IllegalStateException where that takes longer than the limit
    public void awaitRunning(Duration limit) throws InterruptedException {
        if (!running.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    "stage " + name + " is " + streams.state() + " after " + limit.toSeconds()
                            + " s, expected RUNNING");
        }
    }

    @Override
    public void close() {
        gauges.close();
        metrics.close();
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT));
        try {
            instance.close();
        } catch (IOException e) {
            LOG.warn("instance's name not given back stage={} reason={}", name, e.toString());
        }
    }
}
