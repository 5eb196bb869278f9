package org.topostream.producers.dataset.scan;

import java.io.IOException;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

import org.topostream.producers.ImageFile;
import org.topostream.producers.StimulusSender;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.VolumeSender;
import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Event;

/// Puts a replayed scan into its subject's topics.
final class KafkaScanOutput implements ScanOutput, AutoCloseable {
    private static final String DOOR = "replay";

    private final String subject;
    private final StimulusSender pictures;
    private final KafkaProducer<String, Event> events;
    private final VolumeSender volumes;

    KafkaScanOutput(Site site, String subject) {
        this.subject = subject;
        pictures = new StimulusSender(site);
        events = site.producer();
        volumes = new VolumeSender(site, new VolumeSender.Origin(subject, "", DOOR, OptionalDouble.empty()));
    }

    @Override
    public void picture(ScanRun run, ScanTrial trial, ImageFile image) throws IOException {
        pictures.send(trial.presentation(), subject, image);
    }

    @Override
    public void event(ScanRun run, ScanTrial trial) throws IOException, InterruptedException {
        Event event = Event.newBuilder().setSubject(subject).setSession(run.session()).setRun(run.name())
                .setTrialId(trial.presentation().trialId()).setStimulusId(trial.presentation().stimulusId())
                .setOnset(trial.onset()).setDuration(trial.duration()).build();
        try {
            events.send(new ProducerRecord<>(Topics.events(subject).name(), run.name(), event)).get();
        } catch (ExecutionException e) {
            throw new IOException("the event of trial " + event.getTrialId() + " could not be sent: "
                    + e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void volume(ScanRun run, ScannedVolume volume) throws IOException, InterruptedException {
        volumes.deliver(run.name(), volume);
    }

    @Override
    public void close() {
        pictures.close();
        events.close();
        volumes.close();
    }
}
