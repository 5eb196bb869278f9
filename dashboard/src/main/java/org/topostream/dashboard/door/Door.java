package org.topostream.dashboard.door;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Makes records of one kind out of requests.
sealed interface Door permits StimulusDoor, EventDoor, ResponseDoor, VolumeDoor {
    String JSON = "application/json";
    String BINARY = "application/octet-stream";
    String FORM = "multipart/form-data";
    String METADATA = "metadata";
    String METADATA_HEADER = "x-metadata";

    /// Of the address.
    String path();

    /// What may be said by name.
    List<Field> fields();

    /// What a body may be.
    List<String> mediaTypes();

    /// @throws Problem where the request is not as it should be
    Parcel parcel(DoorRequest request);

    /// What the body of a request says that is one JSON object.
    /// @throws Problem where it says something else
    default Given body(DoorRequest request) {
        request.contentType(this);
        if (!request.query().isEmpty()) {
            throw Problem.broken("the address", "all fields in the body", "?" + request.query());
        }
        return new Given(fields()).json("the body", request.body()).complete();
    }

    /// What a request says beside its body: in its address, field by field or as one JSON object named `metadata`, and
    /// in its header `X-Metadata`, a JSON object too.
    /// @throws Problem where it says something that it should not
    default Given beside(DoorRequest request) {
        Given given = new Given(fields());
        Query.parse(request.query()).forEach((name, value) -> add(given, name, value));
        request.header(METADATA_HEADER).ifPresent(json -> {
            if (!StandardCharsets.US_ASCII.newEncoder().canEncode(json)) {
                throw Problem.malformed("X-Metadata", "ASCII, others as escapes such as \\u00e4", json);
            }
            add(given, METADATA, json);
        });
        return given;
    }

    /// Adds what a form or an address says.
    static void add(Given given, String name, String value) {
        if (name.equals(METADATA)) {
            given.json(METADATA, value.getBytes(StandardCharsets.UTF_8));
        } else {
            given.text(name, value);
        }
    }
}
