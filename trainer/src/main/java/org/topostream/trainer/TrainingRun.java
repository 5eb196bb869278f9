package org.topostream.trainer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import org.topostream.schemas.TopicTail;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Response;
import org.topostream.telemetry.metrics.TrainingMeters;

/// One run over the inputs, record by record: what is learnt does not depend on how many records a poll brings, so
/// that a trainer that resumes goes on as if it had never stopped.
final class TrainingRun {
    /// Version of the manifest before the first one.
    static final long UNPUBLISHED = -1;
    private static final Duration POLL = Duration.ofMillis(100);

    private final EncoderPublisher publisher;
    private final TopicTail<SpecificRecord> tail;
    private final ExampleStore store;
    private final Learner learner;
    private final Intake intake;
    private final Inputs inputs;
    private final TrainerSettings settings;
    private final TrainingMeters meters;
    private final Map<TopicPartition, Long> seen = new HashMap<>();
    private EncoderManifest published;
    private Instant publishedAt = Instant.EPOCH;
    private boolean unpublished;

    /// @param tail      at the first record that the last encoder had not seen
    /// @param published the last encoder's manifest
    TrainingRun(EncoderPublisher publisher, TopicTail<SpecificRecord> tail, ExampleStore store, Learner learner,
            Intake intake, Inputs inputs, TrainerSettings settings, TrainingMeters meters, EncoderManifest published) {
        this.publisher = publisher;
        this.tail = tail;
        this.store = store;
        this.learner = learner;
        this.intake = intake;
        this.inputs = inputs;
        this.settings = settings;
        this.meters = meters;
        this.published = published;
    }

    /// Works until closed; an encoder that has learnt nothing yet is published at once, so that predictions begin.
    void run(BooleanSupplier closed) throws IOException {
        advance();
        if (published.getVersion() == UNPUBLISHED) {
            publish();
        }
        while (!closed.getAsBoolean()) {
            List<ConsumerRecord<String, SpecificRecord>> records = new ArrayList<>();
            tail.poll(POLL, records::add);
            meters.waiting(tail.waiting());
            for (ConsumerRecord<String, SpecificRecord> record : records) {
                if (closed.getAsBoolean()) {
                    break;
                }
                take(record);
                publishIfDue(false);
            }
            if (!closed.getAsBoolean()) {
                advance();
                publishIfDue(records.isEmpty());
            }
        }
        if (unpublished) {
            publish();
        }
    }

    /// All that was read is dealt with, records that were passed over included.
    private void advance() {
        for (TopicPartition partition : tail.partitions()) {
            seen.put(partition, tail.position(partition));
        }
    }

    private void take(ConsumerRecord<String, SpecificRecord> record) throws IOException {
        List<Trial> complete = switch (record.value()) {
            case Features features when intake.takes(record.key(), features) ->
                store.add(features, record.partition(), record.offset());
            case Response response when intake.takes(record.key(), response) -> take(response, record);
            case null, default -> List.of();
        };
        for (Trial trial : complete) {
            learn(trial);
        }
        // Features alone teach nothing; a response that teaches nothing still says how far the encoder has seen.
        unpublished |= !complete.isEmpty() || record.topic().equals(inputs.responses());
        seen.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }

    private void learn(Trial trial) throws IOException {
        Instant start = Instant.now();
        learner.learn(trial).forEach(step -> meters.step(step.loss(), step.accepted()));
        meters.learnt(Duration.between(start, Instant.now()), store.size());
    }

    private List<Trial> take(Response response, ConsumerRecord<String, SpecificRecord> record) throws IOException {
        ExampleStore.Kept kept = store.add(response, record.partition(), record.offset());
        if (kept instanceof ExampleStore.Revised revised && revised.complete().isPresent()) {
            learner.revise(revised.before(), store.response(revised.complete().get().responseSlot()));
        }
        return kept instanceof ExampleStore.First first ? first.complete().stream().toList() : List.of();
    }

    private void publishIfDue(boolean idle) {
        long trials = store.size() - published.getTrials();
        boolean rested = Instant.now().isAfter(publishedAt.plus(settings.publishIdle()));
        if (unpublished && (trials >= settings.publishEvery() || idle && rested)) {
            publish();
        }
    }

    private void publish() {
        long upTo = seen.getOrDefault(new TopicPartition(inputs.responses(), 0), 0L);
        EncoderManifest next = EncoderManifest.newBuilder(published).setVersion(published.getVersion() + 1)
                .setSteps(learner.steps()).setRefusedSteps(learner.refusedSteps()).setTrials(store.size())
                .setTrainedUpTo(upTo).build();
        if (publisher.publish(next, learner.blobs(), new Horizon(seen))) {
            published = next;
            unpublished = false;
            meters.encoder().has(next.getVersion(), Instant.now());
        }
        publishedAt = Instant.now();
    }
}
