package org.topostream.dashboard.door;

import java.util.List;
import java.util.Optional;

import org.topostream.dashboard.live.Anatomy;
import org.topostream.schemas.ResponseRules;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.serde.UnreadableRecordException;

/// `POST /responses`: what was measured in one trial, one value for each voxel.
///
/// A session is no part of what makes a response the one it is, as it is none for those who score and learn
/// ([ResponseRules]): a lab that begins to count its trials anew in each session is told so with 409, instead of losing
/// the second session's.
final class ResponseDoor implements Door {
    static final String PATH = "/responses";

    private static final String SUBJECT = "subject";
    private static final String SESSION = "session";
    private static final String TRIAL_ID = "trialId";
    private static final String STIMULUS_ID = "stimulusId";
    private static final String REVISION = "revision";
    private static final String COMPLETE = "complete";
    private static final String VALUES = "values";
    private static final List<Field> FIELDS = List.of(Field.required(SUBJECT, Kind.TEXT),
            Field.required(STIMULUS_ID, Kind.TEXT), Field.required(TRIAL_ID, Kind.TEXT),
            Field.optional(SESSION, Kind.TEXT), Field.optional(REVISION, Kind.WHOLE),
            Field.optional(COMPLETE, Kind.FLAG), Field.required(VALUES, Kind.VALUES));

    private final KnownSubjects subjects;

    ResponseDoor(KnownSubjects subjects) {
        this.subjects = subjects;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public List<Field> fields() {
        return FIELDS;
    }

    @Override
    public List<String> mediaTypes() {
        return List.of(JSON);
    }

    @Override
    public Parcel parcel(DoorRequest request) {
        Given given = body(request);
        Anatomy subject = subjects.required(given, SUBJECT);
        String stimulusId = DoorIds.required(given, STIMULUS_ID);
        String trialId = DoorIds.required(given, TRIAL_ID);
        float[] values = given.values(VALUES, subject.voxels());
        Response response = Response.newBuilder().setSubject(subject.subject()).setStimulusId(stimulusId)
                .setTrialId(trialId).setSession(DoorIds.optional(given, SESSION))
                .setRevision(given.whole(REVISION, 0, Integer.MAX_VALUE).orElse(0))
                .setComplete(given.flag(COMPLETE, true)).setValues(Tensors.float32(values, values.length)).build();
        requireRules(response, subject);
        return new Parcel(Topics.responses(subject.subject()).name(), stimulusId,
                Parcel.identity(stimulusId, trialId, ResponseRules.rank(response)), response, Contents.of(response),
                Optional.empty());
    }

    /// What everybody asks who will read it.
    private static void requireRules(Response response, Anatomy anatomy) {
        Subject subject = Subject.newBuilder().setSubject(anatomy.subject())
                .setCoordinates(Tensors.float32(anatomy.coordinates(), anatomy.voxels(), 3)).build();
        try {
            ResponseRules.check(response.getStimulusId(), response, subject);
        } catch (UnreadableRecordException e) {
            throw Problem.broken("the body", "a response that is taken", e.getMessage());
        }
    }
}
