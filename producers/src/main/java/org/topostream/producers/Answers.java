package org.topostream.producers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.topostream.schemas.DeadLetterHeaders;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Prediction;

/// What topostream makes of the stimuli under one backbone: predictions and dead letters.
public final class Answers implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(5);

    private final String backbone;
    private final Set<String> predicted = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final List<Progress.Latency> latencies = new ArrayList<>();
    private final TopicTail<Prediction> predictions;
    private final TopicTail<byte[]> deadLetters;
    private Optional<Progress.EncoderState> encoder = Optional.empty();

    /// @param subject whose predictions
    public static Answers open(Site site, String subject, String backbone) {
        return new Answers(TopicTail.open(site, Topics.predictions(subject).name()),
                TopicTail.raw(site, Topics.deadLetters().name()), backbone);
    }

    /// Takes in what was there before; both are closed with this.
    Answers(TopicTail<Prediction> predictions, TopicTail<byte[]> deadLetters, String backbone) {
        this.predictions = predictions;
        this.deadLetters = deadLetters;
        this.backbone = backbone;
        predictions.readToEnd(record -> {
            if (isOurs(record)) {
                predicted.add(record.key());
            }
        });
        deadLetters.readToEnd(this::refused);
    }

    /// Takes in what has come, waiting a little for it.
    public void poll() {
        predictions.poll(WAIT, this::predicted);
        deadLetters.poll(Duration.ZERO, this::refused);
    }

    private boolean isOurs(ConsumerRecord<String, Prediction> record) {
        return record.value().getBackbone().equals(backbone);
    }

    private void refused(ConsumerRecord<String, byte[]> record) {
        if (DeadLetterHeaders.concern(record.headers(), backbone)) {
            refused.add(record.key());
        }
    }

    private void predicted(ConsumerRecord<String, Prediction> record) {
        if (!isOurs(record)) {
            return;
        }
        double millis = Duration.between(record.value().getSentAt(), Instant.now()).toNanos() / 1e6;
        predicted.add(record.key());
        encoder = Optional.of(new Progress.EncoderState(record.value().getEncoderVersion(),
                record.value().getEncoderSteps()));
        latencies.add(new Progress.Latency(millis, Math.max(0, millis - record.value().getComputeMillis())));
    }

    /// Whether a stimulus was predicted or refused.
    public boolean has(String stimulusId) {
        return predicted.contains(stimulusId) || refused.contains(stimulusId);
    }

    /// Whether a stimulus was predicted.
    public boolean isPredicted(String stimulusId) {
        return predicted.contains(stimulusId);
    }

    /// Of these stimuli, how many were predicted.
    public int predicted(Set<String> stimuli) {
        return (int) stimuli.stream().filter(predicted::contains).count();
    }

    /// Of these stimuli, how many were refused.
    public int refused(Set<String> stimuli) {
        return (int) stimuli.stream().filter(refused::contains).count();
    }

    /// The encoder of the latest prediction.
    public Optional<Progress.EncoderState> encoder() {
        return encoder;
    }

    /// Of the predictions that came since this was opened.
    public List<Progress.Latency> latencies() {
        return latencies;
    }

    @Override
    public void close() {
        predictions.close();
        deadLetters.close();
    }
}
