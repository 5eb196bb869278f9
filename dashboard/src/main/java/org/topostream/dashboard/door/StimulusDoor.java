package org.topostream.dashboard.door;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.topostream.schemas.Digest;
import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Stimulus;

/// `POST /stimuli`: an image, in a body of its own or in a form; its ids beside it.
///
/// A stimulus that is shown again needs its image again, or another id: under one id the extract stage takes one image,
/// and sends another to `dead-letters`.
final class StimulusDoor implements Door {
    static final String PATH = "/stimuli";
    static final String STIMULUS_ID = "stimulusId";
    static final String IMAGE = "image";

    private static final String TRIAL_ID = "trialId";
    private static final String SESSION = "session";
    private static final String SPLIT = "split";
    private static final String ONSET = "onsetSeconds";
    private static final String WAIT = "wait";
    private static final String PREDICTION = "prediction";
    private static final double SECONDS = 2;
    private static final List<Field> FIELDS = fieldsAnd(Waiting.FIELDS);
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

    private final InstantSource clock;

    StimulusDoor(InstantSource clock) {
        this.clock = clock;
    }

    private static List<Field> fieldsAnd(List<Field> waiting) {
        List<Field> fields = new ArrayList<>(List.of(Field.required(STIMULUS_ID, Kind.TEXT),
                Field.optional(TRIAL_ID, Kind.TEXT), Field.optional(SESSION, Kind.TEXT),
                Field.optional(SPLIT, Kind.TEXT), Field.optional(ONSET, Kind.NUMBER),
                Field.optional(WAIT, Kind.TEXT)));
        fields.addAll(waiting);
        return List.copyOf(fields);
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
        return List.of("image/jpeg", "image/png", BINARY, FORM);
    }

    @Override
    public Parcel parcel(DoorRequest request) {
        HeaderValue type = request.contentType(this);
        Given given = beside(request);
        byte[] image = type.main().equals(FORM) ? image(Multipart.parse(type, request.body()), given) : request.body();
        given.complete();
        String stimulusId = DoorIds.required(given, STIMULUS_ID);
        String trialId = DoorIds.optional(given, TRIAL_ID);
        String session = DoorIds.optional(given, SESSION);
        Optional<Waiting> waiting = waiting(given, stimulusId);
        Stimulus.Builder builder = Stimulus.newBuilder().setStimulusId(stimulusId).setTrialId(trialId)
                .setSession(session).setSplit(split(given)).setImage(ByteBuffer.wrap(checked(image)))
                .setSha256(Digest.sha256(image)).setSentAt(Instant.EPOCH);
        given.number(ONSET).ifPresent(builder::setOnsetSeconds);
        Stimulus stimulus = builder.build();
        Contents contents = Contents.of(stimulus);
        stimulus.setSentAt(clock.instant());
        return new Parcel(Topics.stimuli().name(), stimulusId, Parcel.identity(session, stimulusId, trialId), stimulus,
                contents, waiting);
    }

    private static byte[] image(List<Multipart.Part> parts, Given given) {
        Optional<byte[]> image = Optional.empty();
        for (Multipart.Part part : parts) {
            if (!part.name().equals(IMAGE)) {
                Door.add(given, part.name(), part.text());
            } else if (image.isPresent()) {
                throw Problem.broken(IMAGE, "it once", "it twice");
            } else {
                image = Optional.of(part.content());
            }
        }
        return image.orElseThrow(() -> Problem.broken(IMAGE, "a part of that name", "none"));
    }

    private static byte[] checked(byte[] image) {
        if (image.length >= SizeLimits.INLINE_IMAGE_BYTES) {
            throw Problem.tooLarge(IMAGE, "fewer than " + SizeLimits.INLINE_IMAGE_BYTES + " bytes",
                    image.length + " bytes");
        }
        if (!begins(image, PNG) && !begins(image, JPEG)) {
            throw Problem.unsupported(IMAGE, "JPEG or PNG", image.length + " bytes that are neither");
        }
        return image;
    }

    private static boolean begins(byte[] image, byte[] with) {
        return image.length > with.length && Arrays.equals(image, 0, with.length, with, 0, with.length);
    }

    private static Split split(Given given) {
        return switch (given.has(SPLIT) ? given.text(SPLIT) : Split.TRAIN.name().toLowerCase(Locale.ROOT)) {
            case "train" -> Split.TRAIN;
            case "validation" -> Split.VALIDATION;
            default -> throw Problem.broken(SPLIT, "train or validation", given.text(SPLIT));
        };
    }

    private static Optional<Waiting> waiting(Given given, String stimulusId) {
        if (given.has(WAIT) && !given.text(WAIT).equals(PREDICTION)) {
            throw Problem.broken(WAIT, PREDICTION, given.text(WAIT));
        }
        Waiting waiting = Waiting.of(given, stimulusId, SECONDS);
        return given.has(WAIT) ? Optional.of(waiting) : Optional.empty();
    }
}
