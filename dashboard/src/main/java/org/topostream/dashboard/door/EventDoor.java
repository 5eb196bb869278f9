package org.topostream.dashboard.door;

import java.util.List;
import java.util.Optional;

import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Event;

/// `POST /events`: when something was shown, by the stimulus computer's clock.
final class EventDoor implements Door {
    static final String PATH = "/events";

    private static final String SUBJECT = "subject";
    private static final String SESSION = "session";
    private static final String RUN = "run";
    private static final String TRIAL_ID = "trialId";
    private static final String STIMULUS_ID = "stimulusId";
    private static final String ONSET = "onset";
    private static final String DURATION = "duration";
    private static final String SHOWN_AT = "shownAt";
    private static final String TRIGGER_NUMBER = "triggerNumber";
    private static final String TRIGGERED_AT = "triggeredAt";
    private static final List<Field> FIELDS = List.of(Field.required(SUBJECT, Kind.TEXT),
            Field.optional(SESSION, Kind.TEXT), Field.required(RUN, Kind.TEXT), Field.required(TRIAL_ID, Kind.TEXT),
            Field.required(STIMULUS_ID, Kind.TEXT), Field.required(ONSET, Kind.NUMBER),
            Field.required(DURATION, Kind.NUMBER), Field.optional(SHOWN_AT, Kind.NUMBER),
            Field.optional(TRIGGER_NUMBER, Kind.WHOLE), Field.optional(TRIGGERED_AT, Kind.NUMBER));

    private final KnownSubjects subjects;

    EventDoor(KnownSubjects subjects) {
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
        String subject = subjects.required(given, SUBJECT).subject();
        String session = DoorIds.optional(given, SESSION);
        String run = DoorIds.required(given, RUN);
        String trialId = DoorIds.required(given, TRIAL_ID);
        Event.Builder builder = Event.newBuilder().setSubject(subject).setSession(session).setRun(run)
                .setTrialId(trialId).setStimulusId(DoorIds.required(given, STIMULUS_ID))
                .setOnset(given.number(ONSET).orElseThrow())
                .setDuration(given.number(DURATION, 0, Double.MAX_VALUE).orElseThrow());
        given.number(SHOWN_AT).ifPresent(builder::setShownAt);
        if (given.has(TRIGGER_NUMBER) != given.has(TRIGGERED_AT)) {
            throw Problem.broken(given.has(TRIGGER_NUMBER) ? TRIGGERED_AT : TRIGGER_NUMBER,
                    "a trigger's number and when it came, or neither", "nothing");
        }
        given.whole(TRIGGER_NUMBER, 0, Integer.MAX_VALUE).ifPresent(builder::setTriggerNumber);
        given.number(TRIGGERED_AT).ifPresent(builder::setTriggeredAt);
        Event event = builder.build();
        return new Parcel(Topics.events(subject).name(), run, Parcel.identity(session, run, trialId), event,
                Contents.of(event), Optional.empty());
    }
}
