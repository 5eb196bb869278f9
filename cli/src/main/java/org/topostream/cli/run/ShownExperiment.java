package org.topostream.cli.run;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

import org.topostream.producers.Experiment;
import org.topostream.producers.ExperimentSession;
import org.topostream.producers.Pace;
import org.topostream.producers.Presentation;
import org.topostream.producers.Progress;
import org.topostream.producers.Timetable;
import org.topostream.schemas.Site;
import org.topostream.schemas.avro.Subject;

/// An experiment, whose responses are known.
///
/// @param pace      how fast presentations may follow each other
/// @param timetable when they are due
public record ShownExperiment(Experiment experiment, Pace pace, Timetable timetable) implements Performance {

    /// As fast as the trainer learns.
    /// @param inFlight stimuli that wait for their prediction at the same time
    public static ShownExperiment once(Experiment experiment, int inFlight) {
        return new ShownExperiment(experiment, new Pace(inFlight, Pace.defaults().lead()), Timetable.once());
    }

    @Override
    public String name() {
        return experiment.subject().getSubject();
    }

    @Override
    public Subject subject(Site site) throws InterruptedException {
        session(site, "").publishSubject();
        return experiment.subject();
    }

    private ExperimentSession session(Site site, String backbone) {
        return new ExperimentSession(site, experiment, backbone, pace, timetable);
    }

    @Override
    public List<Presentation> presentations() {
        return experiment.presentations();
    }

    @Override
    public Progress run(Site site, String backbone, Consumer<Progress> watcher)
            throws IOException, InterruptedException {
        return session(site, backbone).run(watcher);
    }
}
