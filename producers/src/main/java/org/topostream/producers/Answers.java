package org.topostream.producers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Prediction;

/// What topostream makes of the stimuli: predictions and dead letters.
final class Answers implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(5);

    private final Set<String> predicted = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final List<Progress.Latency> latencies = new ArrayList<>();
    private final TopicTail<Prediction> predictions;
    private final TopicTail<byte[]> deadLetters;
    private Optional<Progress.EncoderState> encoder = Optional.empty();

    Answers(Site site, String subject) {
        predictions = TopicTail.open(site, Topics.predictions(subject).name());
        deadLetters = TopicTail.raw(site, Topics.deadLetters().name());
        predictions.readToEnd(record -> predicted.add(record.key()));
        deadLetters.readToEnd(record -> refused.add(record.key()));
    }

    /// Takes in what has come, waiting a little for it.
    void poll() {
        predictions.poll(WAIT, this::predicted);
        deadLetters.poll(Duration.ZERO, record -> refused.add(record.key()));
    }

    private void predicted(ConsumerRecord<String, Prediction> record) {
        double millis = Duration.between(record.value().getSentAt(), Instant.now()).toNanos() / 1e6;
        predicted.add(record.key());
        encoder = Optional.of(new Progress.EncoderState(record.value().getEncoderVersion(),
                record.value().getEncoderSteps()));
        latencies.add(new Progress.Latency(millis, Math.max(0, millis - record.value().getComputeMillis())));
    }

    boolean has(String stimulusId) {
        return predicted.contains(stimulusId) || refused.contains(stimulusId);
    }

    boolean isPredicted(String stimulusId) {
        return predicted.contains(stimulusId);
    }

    /// Of these stimuli, how many were predicted.
    int predicted(Set<String> stimuli) {
        return (int) stimuli.stream().filter(predicted::contains).count();
    }

    /// Of these stimuli, how many were refused.
    int refused(Set<String> stimuli) {
        return (int) stimuli.stream().filter(refused::contains).count();
    }

    /// The encoder of the latest prediction.
    Optional<Progress.EncoderState> encoder() {
        return encoder;
    }

    List<Progress.Latency> latencies() {
        return latencies;
    }

    @Override
    public void close() {
        predictions.close();
        deadLetters.close();
    }
}
