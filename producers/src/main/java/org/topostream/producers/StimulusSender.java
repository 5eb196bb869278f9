package org.topostream.producers;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Stimulus;

/// Sends images.
public final class StimulusSender implements AutoCloseable {
    private final KafkaProducer<String, Stimulus> producer;
    private final AtomicReference<Optional<Exception>> failure = new AtomicReference<>(Optional.empty());

    public StimulusSender(Site site) {
        producer = site.producer();
    }

    /// Sends one presentation; it is under way when this returns.
    /// @throws KafkaException where an earlier one could not be sent
    public void send(Presentation presentation, String session, ImageFile image) throws IOException {
        failure.get().ifPresent(e -> {
            throw new KafkaException("a stimulus could not be sent: " + e.getMessage(), e);
        });
        Stimulus stimulus = image.into(Stimulus.newBuilder().setStimulusId(presentation.stimulusId())
                .setTrialId(presentation.trialId()).setSession(session).setSplit(presentation.split())
                .setSentAt(Instant.now())).build();
        producer.send(new ProducerRecord<>(Topics.stimuli().name(), presentation.stimulusId(), stimulus),
                (metadata, e) -> Optional.ofNullable(e).ifPresent(cause -> failure.set(Optional.of(cause))));
    }

    /// Waits until everything sent so far is acknowledged.
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
