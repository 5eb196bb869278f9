package org.topostream.cli.bench.latency;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

import org.topostream.producers.StimulusSender;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;

/// Sends stimuli at a pace of its own, whatever becomes of them, and reads their predictions.
final class PacedSession implements AutoCloseable {
    private static final double MILLISECONDS = 1e6;
    private static final double SECOND = 1e9;
    private static final double JITTER = 0.2;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private final String subject;
    private final boolean learning;
    private final StimulusSender sender;
    private final KafkaProducer<String, Response> responses;
    private final TopicTail<Prediction> predictions;
    private final Map<String, PreparedTrial> trials = new HashMap<>();
    private final Map<String, Long> sentNanos = new HashMap<>();
    private final Set<String> predicted = new HashSet<>();
    private final List<Journey> journeys = new ArrayList<>();
    private int twice;

    PacedSession(Site site, String subject, boolean learning) {
        this.subject = subject;
        this.learning = learning;
        sender = new StimulusSender(site);
        responses = site.producer();
        predictions = TopicTail.open(site, Topics.predictions(subject).name());
    }

    /// Sends all, and reads until every one is predicted, or none has been for a while.
    /// @return their journeys, in the order of their predictions
    List<Journey> run(List<PreparedTrial> sent, double perSecond) throws IOException {
        journeys.clear();
        twice = 0;
        SplittableRandom random = new SplittableRandom(1);
        double interval = SECOND / perSecond;
        double due = System.nanoTime();
        for (PreparedTrial trial : sent) {
            readUntil(due);
            trials.put(trial.presentation().stimulusId(), trial);
            sentNanos.put(trial.presentation().stimulusId(), System.nanoTime());
            sender.send(trial.presentation(), subject, trial.image());
            due += interval * random.nextDouble(1 - JITTER, 1 + JITTER);
        }
        double end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (journeys.size() < sent.size() && System.nanoTime() < end) {
            predictions.poll(POLL, this::take);
        }
        return List.copyOf(journeys);
    }

    /// Predictions of stimuli that were predicted already.
    int twice() {
        return twice;
    }

    private void readUntil(double due) {
        while (System.nanoTime() < due) {
            double millis = Math.min(POLL.toMillis(), Math.ceil((due - System.nanoTime()) / MILLISECONDS));
            predictions.poll(Duration.ofMillis(Math.max(1, (long) millis)), this::take);
        }
    }

    private void take(ConsumerRecord<String, Prediction> record) {
        long now = System.nanoTime();
        Instant read = Instant.now();
        if (!predicted.add(record.key())) {
            twice++;
            return;
        }
        journeys.add(Journey.of(record.value(), (now - sentNanos.get(record.key())) / MILLISECONDS, read));
        if (learning) {
            respond(trials.get(record.key()));
        }
    }

    private void respond(PreparedTrial trial) {
        String stimulus = trial.presentation().stimulusId();
        responses.send(new ProducerRecord<>(Topics.responses(subject).name(), stimulus,
                Response.newBuilder().setStimulusId(stimulus).setTrialId(trial.presentation().trialId())
                        .setSubject(subject).setSession(subject)
                        .setValues(Tensors.float32(trial.response(), trial.response().length)).build()));
    }

    @Override
    public void close() {
        sender.close();
        responses.close();
        predictions.close();
    }
}
