package org.topostream.cli.subjects;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.producers.subjects.SurfaceRecords;
import org.topostream.schemas.Site;
import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.SubjectRules;
import org.topostream.schemas.Subjects;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;

/// Makes a subject known.
///
/// @param site where
public record SubjectPublisher(Site site) {
    /// Of a record, beside its values.
    private static final int HEADROOM = 64 * 1024;

    /// Sends the surfaces and then the subject, so that whoever hears of it finds them.
    /// @throws org.topostream.schemas.serde.UnreadableRecordException where another subject has that name
    /// @throws IllegalArgumentException where a record would be larger than the site allows
    /// @throws InterruptedException     where the thread is interrupted before Kafka has them all
    public void publish(ImportedSubject imported) throws InterruptedException {
        Subject subject = imported.subject();
        String name = subject.getSubject();
        requireSizes(imported);
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(List.of(Topics.subjects(), Topics.surfaces(name)));
        }
        SubjectRules.check(name, subject, Optional.ofNullable(Subjects.all(site).get(name)));
        try (KafkaProducer<String, Surface> surfaces = site.producer();
                KafkaProducer<String, Subject> subjects = site.producer()) {
            for (Surface surface : imported.surfaces()) {
                surfaces.send(new ProducerRecord<>(Topics.surfaces(name).name(), SurfaceRecords.key(surface), surface))
                        .get();
            }
            subjects.send(new ProducerRecord<>(Topics.subjects().name(), name, subject)).get();
        } catch (ExecutionException e) {
            throw new KafkaException("subject " + name + " could not be sent: " + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    private void requireSizes(ImportedSubject imported) {
        int most = site.limits().recordBytes() - HEADROOM;
        if (imported.subjectBytes() > most) {
            throw new IllegalArgumentException("the subject takes " + imported.subjectBytes() + " bytes, "
                    + imported.subject().getCoordinates().getShape().getFirst() + " voxels with "
                    + imported.subject().getRois().size() + " regions, but records have at most " + most
                    + ": take fewer voxels with --mask or fewer regions with --rois, or set " + SizeLimits.SETTING
                    + " in the file that --config names");
        }
        for (Surface surface : imported.surfaces()) {
            if (ImportedSubject.bytes(surface) > most) {
                throw new IllegalArgumentException("surface " + SurfaceRecords.key(surface) + " takes "
                        + ImportedSubject.bytes(surface) + " bytes, but records have at most " + most + ": set "
                        + SizeLimits.SETTING + " in the file that --config names");
            }
        }
    }
}
