package org.topostream.producers.scan;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
import org.topostream.schemas.Ids;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Volume;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Puts a subject's volumes into its topic.
public final class VolumeSender implements VolumeOutput, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final KafkaProducer<String, Volume> producer;
    private final Origin origin;

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
        this.origin = origin;
        producer = site.producer();
    }

    @Override
    public void deliver(String run, ScannedVolume volume) throws IOException, InterruptedException {
        Volume record = record(run, volume);
        try {
            producer.send(new ProducerRecord<>(Topics.volumes(origin.subject()).name(), run + "/" + volume.number(),
                    record)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            if (cause instanceof RecordTooLargeException || cause instanceof SerializationException) {
                throw new BadScanException(name(run, volume) + " cannot be sent: " + cause.getMessage(), cause);
            }
            throw new IOException(name(run, volume) + " was not sent: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IOException(name(run, volume) + " was not acknowledged within " + PATIENCE.toSeconds() + " s", e);
        }
    }

    private Volume record(String run, ScannedVolume volume) throws BadScanException {
        try {
            Ids.check("run", run);
        } catch (UnreadableRecordException e) {
            throw new BadScanException(name(run, volume) + ": " + e.getMessage(), e);
        }
        double seconds = origin.seconds().orElse(volume.seconds().orElse(Double.NaN));
        if (!(seconds > 0)) {
            throw new BadScanException(name(run, volume) + ": its source does not tell the time from one volume to the "
                    + "next (TR); say it in seconds (--tr)");
        }
        int[] size = volume.size();
        List<Double> affine = Arrays.stream(volume.affine()).boxed().toList();
        return Volume.newBuilder().setSubject(origin.subject()).setSession(origin.session()).setRun(run)
                .setNumber(volume.number())
                .setVolumes(volume.volumes().isPresent() ? volume.volumes().getAsInt() : null).setSeconds(seconds)
                .setAffine(affine).setValues(Tensors.float32(volume.values(), size[2], size[1], size[0]))
                .setAcquiredAt(volume.acquiredAt().isPresent() ? volume.acquiredAt().getAsDouble() : null)
                .setReceivedAt(Instant.now()).setSource(origin.door()).build();
    }

    private static String name(String run, ScannedVolume volume) {
        return "volume " + volume.number() + " of run " + run;
    }

    @Override
    public void close() {
        producer.close();
    }
}
