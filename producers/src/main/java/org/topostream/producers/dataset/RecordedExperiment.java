package org.topostream.producers.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import org.topostream.producers.Experiment;
import org.topostream.producers.ImageFile;
import org.topostream.producers.Presentation;
import org.topostream.producers.dataset.table.ResponseTable;
import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.schemas.Ids;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;
import org.topostream.schemas.serde.UnreadableRecordException;

/// A recording of responses, in whatever layout. A response that is not finite at a voxel is 0 there: datasets mark
/// voxels so that they could not measure.
public final class RecordedExperiment implements Experiment, Closeable {
    private final ImportedSubject subject;
    private final List<RecordedTrial> trials;
    private final Pictures pictures;
    private final ResponseTable responses;
    private final Map<Presentation, RecordedTrial> byPresentation = new HashMap<>();

    private RecordedExperiment(ImportedSubject subject, List<RecordedTrial> trials, Pictures pictures,
            ResponseTable responses) {
        this.subject = subject;
        this.trials = List.copyOf(trials);
        this.pictures = pictures;
        this.responses = responses;
        trials.forEach(trial -> byPresentation.put(trial.presentation(), trial));
    }

    /// @param from where it comes from, for messages
    /// @throws IOException where the table has not a row for each trial or not a column for each voxel, two trials have
    ///     one id, or an id is none
    public static RecordedExperiment of(String from, ImportedSubject subject, List<RecordedTrial> trials,
            Pictures pictures, ResponseTable responses) throws IOException {
        int voxels = subject.subject().getCoordinates().getShape().getFirst();
        if (responses.voxels() != voxels) {
            throw new IOException(from + ": expected responses of the subject's " + voxels + " voxels, got "
                    + responses.voxels());
        }
        Set<String> ids = new HashSet<>();
        for (RecordedTrial trial : trials) {
            Presentation presentation = trial.presentation();
            try {
                Ids.check("stimulus id", presentation.stimulusId());
                if (presentation.isTrial()) {
                    Ids.check("trial id", presentation.trialId());
                }
            } catch (UnreadableRecordException e) {
                throw new IOException(from + ": " + e.getMessage() + ", got '" + presentation.stimulusId() + "' and '"
                        + presentation.trialId() + "'", e);
            }
            if (presentation.isTrial() && !ids.add(presentation.trialId())) {
                throw new IOException(from + ": expected every trial once, got " + presentation.trialId() + " twice");
            }
            if (presentation.isTrial() && (trial.row() < 0 || trial.row() >= responses.trials())) {
                throw new IOException(from + ": expected a response for trial " + presentation.trialId()
                        + ", got " + responses.trials() + " responses and none of number " + trial.row());
            }
        }
        if (trials.isEmpty()) {
            throw new IOException(from + ": expected a trial or more, got none");
        }
        return new RecordedExperiment(subject, trials, pictures, responses);
    }

    @Override
    public Subject subject() {
        return subject.subject();
    }

    @Override
    public List<Surface> surfaces() {
        return subject.surfaces();
    }

    @Override
    public List<Presentation> presentations() {
        return trials.stream().map(RecordedTrial::presentation).toList();
    }

    @Override
    public OptionalDouble seconds(Presentation presentation) {
        return Optional.ofNullable(byPresentation.get(presentation)).map(RecordedTrial::seconds)
                .orElse(OptionalDouble.empty());
    }

    @Override
    public ImageFile image(Presentation presentation) throws IOException {
        return pictures.picture(known(presentation).picture());
    }

    private RecordedTrial known(Presentation presentation) {
        return Optional.ofNullable(byPresentation.get(presentation)).orElseThrow(
                () -> new IllegalArgumentException("expected a presentation of this recording, got " + presentation));
    }

    @Override
    public float[] response(Presentation presentation) throws IOException {
        if (!presentation.isTrial()) {
            throw new IllegalArgumentException("stimulus " + presentation.stimulusId() + " is no trial");
        }
        float[] values = responses.trial(known(presentation).row());
        for (int voxel = 0; voxel < values.length; voxel++) {
            values[voxel] = Float.isFinite(values[voxel]) ? values[voxel] : 0;
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        pictures.close();
        responses.close();
    }
}
