package org.topostream.producers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Prediction;

/// What topostream makes of the stimuli: predictions, dead letters, and how far the trainer is.
final class Answers implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(5);

    private final Set<String> predicted = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final List<Progress.Latency> latencies = new ArrayList<>();
    private final TopicTail<Prediction> predictions;
    private final TopicTail<byte[]> deadLetters;
    private final TopicTail<EncoderPart> encoders;
    private long trainedUpTo;

    Answers(Site site, String subject, String backbone) {
        predictions = TopicTail.open(site, Topics.predictions(subject).name());
        deadLetters = TopicTail.raw(site, Topics.deadLetters().name());
        encoders = TopicTail.open(site, Topics.encoders(subject, backbone).name());
        predictions.readToEnd(record -> predicted.add(record.key()));
        deadLetters.readToEnd(record -> refused.add(record.key()));
        encoders.readToEnd(this::manifest);
    }

    /// Takes in what has come, waiting a little for it.
    void poll() {
        predictions.poll(WAIT, this::predicted);
        deadLetters.poll(Duration.ZERO, record -> refused.add(record.key()));
        encoders.poll(Duration.ZERO, this::manifest);
    }

    private void predicted(ConsumerRecord<String, Prediction> record) {
        double millis = Duration.between(record.value().getSentAt(), Instant.now()).toNanos() / 1e6;
        predicted.add(record.key());
        latencies.add(new Progress.Latency(millis, Math.max(0, millis - record.value().getComputeMillis())));
    }

    private void manifest(ConsumerRecord<String, EncoderPart> record) {
        if (record.value() != null && record.value().getPart() instanceof EncoderManifest manifest) {
            trainedUpTo = manifest.getTrainedUpTo();
        }
    }

    boolean has(String stimulusId) {
        return predicted.contains(stimulusId) || refused.contains(stimulusId);
    }

    /// Of these stimuli, how many were predicted.
    int predicted(Set<String> stimuli) {
        return (int) stimuli.stream().filter(predicted::contains).count();
    }

    /// Of these stimuli, how many were refused.
    int refused(Set<String> stimuli) {
        return (int) stimuli.stream().filter(refused::contains).count();
    }

    /// The trainer has seen the responses before this offset.
    long trainedUpTo() {
        return trainedUpTo;
    }

    List<Progress.Latency> latencies() {
        return latencies;
    }

    @Override
    public void close() {
        predictions.close();
        deadLetters.close();
        encoders.close();
    }
}
