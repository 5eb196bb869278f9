package org.topostream.tests.page;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.topostream.producers.Experiment;
import org.topostream.producers.ImageFile;
import org.topostream.producers.Presentation;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;

/// An experiment that shows its images at a steady pace, as an experimenter does.
final class PacedExperiment implements Experiment {
    private final Experiment experiment;
    private final Duration interval;
    private long next = System.nanoTime();

    PacedExperiment(Experiment experiment, Duration interval) {
        this.experiment = experiment;
        this.interval = interval;
    }

    @Override
    public Subject subject() {
        return experiment.subject();
    }

    @Override
    public List<Surface> surfaces() {
        return experiment.surfaces();
    }

    @Override
    public List<Presentation> presentations() {
        return experiment.presentations();
    }

    /// Waits for its time.
    @Override
    public ImageFile image(Presentation presentation) throws IOException {
        ImageFile image = experiment.image(presentation);
        long rest = next - System.nanoTime();
        next = Math.max(next, System.nanoTime()) + interval.toNanos();
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, rest)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return image;
    }

    @Override
    public float[] response(Presentation presentation) throws IOException {
        return experiment.response(presentation);
    }
}
