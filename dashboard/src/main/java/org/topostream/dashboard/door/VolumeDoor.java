package org.topostream.dashboard.door;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Volume;

/// `POST /volumes`: one volume of a run, as raw intensities or as a file.
final class VolumeDoor implements Door {
    static final String PATH = "/volumes";

    private static final String SUBJECT = "subject";
    private static final String SESSION = "session";
    private static final String RUN = "run";
    private static final String NUMBER = "number";
    private static final String VOLUMES = "volumes";
    private static final String MOTION = "motion";
    private static final String ACQUIRED_AT = "acquiredAt";
    private static final int MOTIONS = 6;
    private static final String SOURCE = "http";
    private static final List<Field> FIELDS = List.of(Field.required(SUBJECT, Kind.TEXT),
            Field.optional(SESSION, Kind.TEXT), Field.required(RUN, Kind.TEXT), Field.required(NUMBER, Kind.WHOLE),
            Field.optional(VOLUMES, Kind.WHOLE), Field.optional(VolumeBody.SECONDS, Kind.NUMBER),
            Field.optional(VolumeBody.SIZE, Kind.NUMBERS), Field.optional(VolumeBody.TYPE, Kind.TEXT),
            Field.optional(VolumeBody.AFFINE, Kind.NUMBERS), Field.optional(MOTION, Kind.NUMBERS),
            Field.optional(ACQUIRED_AT, Kind.NUMBER));

    private final KnownSubjects subjects;
    private final VolumeBody bodies;
    private final InstantSource clock;

    /// @param decoder of files; without one only raw intensities are taken
    VolumeDoor(KnownSubjects subjects, Optional<VolumeDecoder> decoder, InstantSource clock) {
        this.subjects = subjects;
        bodies = new VolumeBody(decoder);
        this.clock = clock;
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
        return bodies.mediaTypes();
    }

    @Override
    public Parcel parcel(DoorRequest request) {
        HeaderValue type = request.contentType(this);
        Given given = beside(request).complete();
        String subject = subjects.required(given, SUBJECT).subject();
        String session = DoorIds.optional(given, SESSION);
        String run = DoorIds.required(given, RUN);
        int number = given.whole(NUMBER, 0, Integer.MAX_VALUE - 1).orElseThrow();
        OptionalInt volumes = given.whole(VOLUMES, number + 1, Integer.MAX_VALUE);
        DecodedVolume body = bodies.read(type, request.body(), given);
        int[] size = body.size();
        Volume.Builder builder = Volume.newBuilder().setSubject(subject).setSession(session).setRun(run)
                .setNumber(number).setSeconds(body.seconds().orElseThrow())
                .setAffine(Arrays.stream(body.affine()).boxed().toList())
                .setValues(Tensors.float32(body.values(), size[2], size[1], size[0])).setReceivedAt(Instant.EPOCH)
                .setSource(SOURCE);
        volumes.ifPresent(builder::setVolumes);
        given.numbers(MOTION, MOTIONS)
                .ifPresent(motion -> builder.setMotion(Arrays.stream(motion).boxed().toList()));
        given.number(ACQUIRED_AT).ifPresent(builder::setAcquiredAt);
        Volume volume = builder.build();
        Contents contents = Contents.of(volume);
        volume.setReceivedAt(clock.instant());
        return new Parcel(Topics.volumes(subject).name(), run + "/" + number, Parcel.identity(session, run, number),
                volume, contents, Optional.empty());
    }
}
