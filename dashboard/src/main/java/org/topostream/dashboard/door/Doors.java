package org.topostream.dashboard.door;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.dashboard.json.Json;
import org.topostream.dashboard.live.Live;

/// What may be sent over HTTP, and asked about it.
public final class Doors implements AutoCloseable {
    static final String PREDICTIONS = "/predictions";
    static final String POST = "POST";

    private static final Set<String> PATHS = Set.of(StimulusDoor.PATH, EventDoor.PATH, ResponseDoor.PATH,
            VolumeDoor.PATH, PREDICTIONS, OpenApi.PATH);
    private static final String GET = "GET";
    private static final String LOCATION = "Location";
    private static final List<Field> ASKING = List.of(Field.required(StimulusDoor.STIMULUS_ID, Kind.TEXT),
            Field.optional(Waiting.SUBJECT, Kind.TEXT), Field.optional(Waiting.BACKBONE, Kind.TEXT),
            Field.optional(Waiting.COUNT, Kind.WHOLE), Field.optional(Waiting.SECONDS, Kind.NUMBER));

    private final DoorOutput output;
    private final DoorLimits limits;
    private final Dispatch dispatch;
    private final Predictions predictions;
    private final List<Door> doors;
    private final ObjectNode openApi = OpenApi.read();

    /// @param output  closed with this
    /// @param live    who is known, and what is predicted
    /// @param decoder of files with volumes; without one only raw intensities are taken
    public Doors(DoorOutput output, Live live, DoorLimits limits, Optional<VolumeDecoder> decoder) {
        this.output = output;
        this.limits = limits;
        dispatch = new Dispatch(output, limits);
        predictions = new Predictions(live);
        KnownSubjects subjects = new KnownSubjects(live);
        InstantSource clock = InstantSource.system();
        doors = List.of(new StimulusDoor(clock), new EventDoor(subjects), new ResponseDoor(subjects),
                new VolumeDoor(subjects, decoder, clock));
    }

    /// A request that is taken in, whose body nobody needs any more.
    ///
    /// @param waiting what its sender waits for beside the answer
    record Taken(DoorAnswer answer, Optional<Waiting> waiting) {}

    /// Whether that path is one of the doors'; it must be exactly that, escapes and all.
    public static boolean handles(String path) {
        return PATHS.contains(path);
    }

    DoorLimits limits() {
        return limits;
    }

    List<Door> doors() {
        return doors;
    }

    /// What [#PREDICTIONS] is asked by.
    static List<Field> asking() {
        return ASKING;
    }

    /// Returns when what was sent lies in Kafka.
    /// @throws Problem where it is not taken
    Taken take(DoorRequest request) {
        Optional<Door> door = doors.stream().filter(each -> each.path().equals(request.path())).findFirst();
        String method = door.isPresent() ? POST : GET;
        if (!request.method().equals(method)) {
            throw Problem.notAllowed(request.path(), method, request.method());
        }
        return door.isPresent() ? send(door.get(), request) : ask(request);
    }

    private Taken send(Door door, DoorRequest request) {
        Optional<String> key = DoorIds.idempotencyKey(request);
        Parcel parcel = door.parcel(request);
        Dispatch.Receipt receipt = dispatch.send(parcel, key);
        Written written = receipt.written();
        ObjectNode body = Json.object().put("topic", written.topic()).put("partition", written.partition())
                .put("offset", written.offset()).put("key", parcel.key());
        DoorAnswer answer = new DoorAnswer(DoorAnswer.CREATED,
                receipt.again() ? Map.of("Idempotency-Replayed", "true") : Map.of(), body);
        return new Taken(answer, parcel.waiting());
    }

    private Taken ask(DoorRequest request) {
        if (request.path().equals(OpenApi.PATH)) {
            return new Taken(new DoorAnswer(DoorAnswer.OK, Map.of(), openApi), Optional.empty());
        }
        Given given = new Given(ASKING);
        Query.parse(request.query()).forEach(given::text);
        String stimulusId = DoorIds.required(given.complete(), StimulusDoor.STIMULUS_ID);
        DoorAnswer answer = new DoorAnswer(DoorAnswer.OK, Map.of(), Json.object().put("stimulusId", stimulusId));
        return new Taken(answer, Optional.of(Waiting.of(given, stimulusId, 0)));
    }

    /// Waits for what the sender waits for.
    DoorAnswer finish(Taken taken) {
        return taken.waiting().map(waiting -> predicted(taken.answer(), waiting)).orElse(taken.answer());
    }

    private DoorAnswer predicted(DoorAnswer answer, Waiting waiting) {
        ArrayNode found = predictions.await(waiting);
        ObjectNode body = answer.body().deepCopy();
        body.set("predictions", found);
        if (found.size() >= waiting.count()) {
            return new DoorAnswer(DoorAnswer.OK, answer.headers(), body);
        }
        String later = later(waiting);
        return new DoorAnswer(DoorAnswer.ACCEPTED, answer.headers(), body.put("later", later)).with(LOCATION, later);
    }

    private static String later(Waiting waiting) {
        StringBuilder later = new StringBuilder(PREDICTIONS).append('?').append(StimulusDoor.STIMULUS_ID).append('=')
                .append(escaped(waiting.stimulusId()));
        waiting.subject().ifPresent(name -> later.append('&').append(Waiting.SUBJECT).append('=').append(name));
        waiting.backbone().ifPresent(name -> later.append('&').append(Waiting.BACKBONE).append('=').append(name));
        return later.append('&').append(Waiting.COUNT).append('=').append(waiting.count()).toString();
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        output.close();
    }
}
