package org.topostream.dashboard.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;

import org.topostream.schemas.Ids;
import org.topostream.schemas.ResponseRules;
import org.topostream.schemas.SubjectRules;
import org.topostream.schemas.Topics;
import org.topostream.schemas.VoxelValues;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Takes records into what is live; for one thread at a time.
public final class Intake {
    private final Live live;
    private final Optional<String> only;
    private final Map<String, Subject> subjects = new HashMap<>();

    /// @param only the only subject that is taken; all where it is empty
    public Intake(Live live, Optional<String> only) {
        this.live = live;
        this.only = only;
    }

    /// @param owner whose topic it comes from; empty for a topic that all subjects share
    /// @param key   of the record
    /// @throws UnreadableRecordException where it does not hold to the rules for its kind
    /// @throws IllegalArgumentException  where its backbone cannot be one
    public void take(String owner, String key, SpecificRecord record, Arrival arrival) {
        switch (record) {
            case Subject subject -> subject(key, subject);
            case Stimulus stimulus -> {
                live.stimuli().take(key, stimulus);
                live.activity().came(RecordKind.STIMULI, arrival);
            }
            case Prediction prediction -> predicted(owned(owner, prediction.getSubject()), key, prediction, arrival);
            case Response response -> measured(owned(owner, response.getSubject()), key, response, arrival);
            case Score score -> scored(owned(owner, score.getSubject()), key, score, arrival);
            case CorticalMap map -> drawn(owned(owner, map.getSubject()), key, map, arrival);
            case Surface surface -> owned(owner, surface.getSubject()).surfaces().take(key, surface);
            case SourceStatus status -> owned(owner, status.getSubject()).told(key, status);
            default -> throw new UnreadableRecordException("record is a " + record.getSchema().getFullName()
                    + ", which no page shows");
        }
    }

    /// A tombstone came.
    /// @param topic whose
    public void takeAway(String topic, String owner, String key) {
        if (topic.equals(Topics.subjects().name())) {
            subjects.remove(key);
            live.forget(key);
        } else {
            live.subject(owner).filter(subject -> topic.equals(Topics.surfaces(owner).name()))
                    .ifPresent(subject -> subject.surfaces().takeAway(key));
            live.subject(owner).filter(subject -> topic.equals(Topics.sources(owner).name()))
                    .ifPresent(subject -> subject.forgetSource(key));
        }
    }

    private LiveSubject owned(String owner, String subject) {
        if (!owner.equals(subject)) {
            throw new UnreadableRecordException("record is of subject " + subject + ", its topic of '" + owner + "'");
        }
        return live.subject(subject).orElseThrow(
                () -> new UnreadableRecordException("record is of subject " + subject + ", which is not known"));
    }

    private void subject(String key, Subject subject) {
        SubjectRules.check(key, subject, Optional.ofNullable(subjects.get(key)));
        if (only.isEmpty() || only.get().equals(key)) {
            live.learn(Anatomy.of(subject));
            subjects.put(key, subject);
        }
    }

    private void predicted(LiveSubject subject, String key, Prediction prediction, Arrival arrival) {
        Ids.checkKey(key, prediction.getStimulusId());
        Topics.checked("backbone", prediction.getBackbone());
        float[] values = VoxelValues.read("prediction for " + key, prediction.getValues(),
                subject.anatomy().voxels());
        Trial trial = subject.trials().predicted(prediction, values, live.nextSeq());
        subject.seen(prediction.getBackbone(), prediction.getEncoderVersion());
        subject.activity().came(RecordKind.PREDICTIONS, arrival);
        subject.activity().predicted(prediction.getSentAt(), arrival);
        live.tell(prediction.getSubject(), trial);
    }

    private void measured(LiveSubject subject, String key, Response response, Arrival arrival) {
        float[] values = ResponseRules.check(key, response, subjects.get(response.getSubject()));
        List<Trial> trials = subject.trials().measured(response, values, live::nextSeq);
        subject.activity().came(RecordKind.RESPONSES, arrival);
        trials.forEach(trial -> live.tell(response.getSubject(), trial));
    }

    private void scored(LiveSubject subject, String key, Score score, Arrival arrival) {
        ScoreUpdate update = subject.scores().take(key, score, live.nextSeq());
        subject.seen(score.getBackbone(), score.getEncoderVersion());
        subject.activity().came(RecordKind.SCORES, arrival);
        live.tell(score.getSubject(), update);
    }

    private void drawn(LiveSubject subject, String key, CorticalMap record, Arrival arrival) {
        VoxelMap map = MapReader.read(key, record, subject.anatomy().voxels(), live.nextSeq());
        subject.activity().came(RecordKind.MAPS, arrival);
        subject.seen(record.getBackbone(), record.getEncoderVersion());
        if (subject.maps().take(map)) {
            live.tell(record.getSubject(), map);
        }
    }
}
