package org.topostream.cli.parts;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.schemas.Site;
import org.topostream.schemas.Subjects;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Subject;
import org.topostream.telemetry.health.Condition;
import org.topostream.telemetry.health.Watched;
import org.topostream.trainer.TrainerSettings;

/// Trainers of all encoders of a site, shared with the other instances: a partition of the topic `trainers` stands for each
/// encoder, and Kafka shares the partitions of a group out among its members. Where one dies, the others get what it had,
/// and go on from the last published encoder.
public final class SharedTrainers implements Watched, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedTrainers.class);
    private static final String GROUP = "topostream-trainers";
    private static final int LIST = 0;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /// Longer than the group takes to tell a member that it has lost a partition: whoever has it by then is not disturbed.
    private static final Duration FENCED_PAUSE = Duration.ofSeconds(10);

    private final Site site;
    private final BiFunction<String, String, TrainerSettings> settings;
    private final TrainingOptions options;
    private final Map<Integer, Running> running = new ConcurrentHashMap<>();
    private final Thread thread;
    private Optional<EncoderList> list = Optional.empty();
    private boolean keepsList;
    private Instant looked = Instant.EPOCH;
    private volatile boolean closed;

    private record Running(SharedEncoder encoder, TrainPart trainer) {}

    /// @param settings of the trainer of a subject (first) under a backbone
    public SharedTrainers(Site site, BiFunction<String, String, TrainerSettings> settings, TrainingOptions options) {
        this.site = site;
        this.settings = settings;
        this.options = options;
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(List.of(Topics.subjects(), Topics.trainers()));
        }
        thread = Thread.ofPlatform().name("trainers").start(this::work);
    }

    /// The encoders that this instance trains now, as `subject.backbone`.
    public Set<String> encoders() {
        Set<String> names = new TreeSet<>();
        running.values().forEach(each -> names.add(each.encoder().key()));
        return names;
    }

    private void work() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> consumer = site.groupConsumer(GROUP)) {
                consumer.subscribe(List.of(Topics.trainers().name()), new Shares());
                while (!closed) {
                    consumer.poll(POLL).forEach(record -> start(record.partition(), record.key()));
                    lookAtList();
                }
            } catch (WakeupException | InterruptException e) {
                closed = true;
            } catch (KafkaException e) {
                LOG.error("trainers left their group and join it again reason={}", e.toString());
                LOG.debug("trainers failed", e);
                pause();
            } finally {
                stop(Set.copyOf(running.keySet()));
                closeList();
            }
        }
    }

    /// Of all instances, the one that has the first partition keeps the list.
    private void lookAtList() {
        if (!keepsList || Instant.now().isBefore(looked.plus(LOOK_EVERY))) {
            return;
        }
        try {
            if (list.isEmpty()) {
                list = Optional.of(EncoderList.open(site));
            }
            list.get().look();
        } catch (KafkaException | IllegalArgumentException e) {
            LOG.warn("encoders not listed, trying again reason={}", e.toString());
            closeList();
        }
        looked = Instant.now();
    }

    private void start(int partition, String key) {
        Optional<SharedEncoder> encoder = SharedEncoder.of(key);
        Optional<Subject> subject = encoder.map(named -> Subjects.all(site).get(named.subject()));
        if (subject.isEmpty()) {
            LOG.warn("encoder not trained: its subject is not known encoder={}", key);
        } else if (!running.containsKey(partition)) {
            running.put(partition, new Running(encoder.get(), new TrainPart(site, subject.get(),
                    encoder.get().backbone(), settings.apply(encoder.get().subject(), encoder.get().backbone()),
                    options, FENCED_PAUSE)));
            LOG.info("encoder taken encoder={}", key);
        }
    }

    /// All at once, since each publishes what it has learnt.
    private void stop(Collection<Integer> partitions) {
        Map<Integer, Running> stopped = new HashMap<>();
        partitions.forEach(each -> Optional.ofNullable(running.remove(each)).ifPresent(it -> stopped.put(each, it)));
        try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
            stopped.values().forEach(each -> closers.submit(() -> {
                each.trainer().close();
                LOG.info("encoder given back encoder={}", each.encoder().key());
                return each;
            }));
        }
    }

    private void closeList() {
        list.ifPresent(EncoderList::close);
        list = Optional.empty();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Shares implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            keepsList |= has(partitions, LIST);
        }

        /// Nobody gets them before this returns.
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (has(partitions, LIST)) {
                keepsList = false;
                closeList();
            }
            stop(partitions.stream().map(TopicPartition::partition).toList());
        }

        private static boolean has(Collection<TopicPartition> partitions, int wanted) {
            return partitions.stream().anyMatch(each -> each.partition() == wanted);
        }
    }

    @Override
    public String name() {
        return GROUP;
    }

    /// Ready where all trainers are, also while there is none: the other instances may have all encoders.
    @Override
    public Condition condition() {
        if (!thread.isAlive() && !closed) {
            return new Condition.Dead("its thread has ended");
        }
        return running.values().stream().map(each -> each.trainer().condition())
                .filter(condition -> !(condition instanceof Condition.Ready)).findFirst()
                .orElseGet(Condition.Ready::new);
    }

    /// Gives all encoders back, with what was learnt published.
    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
