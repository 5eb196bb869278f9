package org.topostream.cli.run;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.topostream.cli.subjects.SubjectPublisher;
import org.topostream.producers.Presentation;
import org.topostream.producers.Progress;
import org.topostream.producers.Timetable;
import org.topostream.producers.dataset.scan.DatasetScan;
import org.topostream.producers.dataset.scan.ScanSession;
import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.schemas.Site;
import org.topostream.schemas.Subjects;
import org.topostream.schemas.avro.Subject;

/// A recorded scan, whose responses are estimated from its volumes.
///
/// @param name      of the subject
/// @param masked    the subject; without, the site must know it
/// @param timetable when pictures and volumes are due
public record ReplayedScan(String name, Optional<Subject> masked, DatasetScan scan,
        Timetable timetable) implements Performance {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public Subject subject(Site site) throws InterruptedException {
        if (masked.isPresent()) {
            new SubjectPublisher(site).publish(new ImportedSubject(masked.get(), List.of(), List.of()));
            return masked.get();
        }
        return Optional.ofNullable(Subjects.all(site).get(name))
                .orElseThrow(() -> new IllegalArgumentException("expected --mask FILE, a NIfTI file in the space of "
                        + "the volumes, or a subject " + name + " that is known ('subject mask'), got neither"));
    }

    @Override
    public List<Presentation> presentations() {
        return scan.presentations();
    }

    @Override
    public Progress run(Site site, String backbone, Consumer<Progress> watcher)
            throws IOException, InterruptedException {
        return new ScanSession(site, name, scan, backbone, timetable, PATIENCE).run(watcher);
    }
}
