package org.topostream.producers.scan;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

import org.topostream.producers.scan.folder.VolumeOutput;
import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Volume;

/// Puts a subject's volumes into its topic.
public final class VolumeSender implements VolumeOutput, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final KafkaProducer<String, Volume> producer;
    private final VolumeRecords records;

    /// What every volume is said to be of.
    ///
    /// @param subject who lies in the scanner
    /// @param session names the session
    /// @param door    the kind of source
    /// @param seconds from one volume to the next (TR), for sources that do not tell, and instead of what they tell
    public record Origin(String subject, String session, String door, OptionalDouble seconds) {
        public Origin {
            Topics.checked("subject", subject);
        }
    }

    public VolumeSender(Site site, Origin origin) {
        records = new VolumeRecords(origin);
        producer = site.producer();
    }

    @Override
    public void deliver(String run, ScannedVolume volume) throws IOException, InterruptedException {
        Volume record = records.record(run, volume);
        String name = VolumeRecords.name(run, volume);
        try {
            producer.send(new ProducerRecord<>(records.topic(), VolumeRecords.key(run, volume), record))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            if (cause instanceof RecordTooLargeException || cause instanceof SerializationException) {
                throw new BadScanException(name + " cannot be sent: " + cause.getMessage(), cause);
            }
            throw new IOException(name + " was not sent: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IOException(name + " was not acknowledged within " + PATIENCE.toSeconds() + " s", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
