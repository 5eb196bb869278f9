package org.topostream.dashboard.door;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.topostream.schemas.Ids;
import org.topostream.schemas.Topics;
import org.topostream.schemas.serde.UnreadableRecordException;

/// What ids may be that come from outside: as [Ids] has them, and nothing that leads elsewhere should somebody ever
/// take one for the path of a file. A slash within is welcome, as in `faces/12.png`.
final class DoorIds {
    private static final List<String> NO_PARTS = List.of("", ".", "..");
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private DoorIds() {}

    /// @throws Problem where the field's id is none
    static String required(Given given, String field) {
        return checked(field, given.text(field));
    }

    /// Empty where the field is missing or empty.
    /// @throws Problem where the field's id is none
    static String optional(Given given, String field) {
        return given.text(field).isEmpty() ? "" : required(given, field);
    }

    /// @throws Problem where it is no id
    static String checked(String field, String id) {
        try {
            Ids.check(field, id);
        } catch (UnreadableRecordException e) {
            throw Problem.broken(field, "1 to " + Ids.MAX_BYTES + " bytes of UTF-8 without control characters", id);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            throw Problem.broken(field, "text", "half a character");
        }
        if (id.indexOf('\\') >= 0 || Arrays.stream(id.split("/", -1)).anyMatch(NO_PARTS::contains)) {
            throw Problem.broken(field, "an id, not a path: no backslash, and neither nothing, '.' nor '..' between "
                    + "slashes", id);
        }
        return id;
    }

    /// @throws Problem where it cannot be a part of a topic's name
    static String name(String field, String name) {
        try {
            return Topics.checked(field, name);
        } catch (IllegalArgumentException e) {
            throw Problem.broken(field, "1 to 80 letters, digits, '-' or '_'", name);
        }
    }

    /// The header that names a request.
    /// @throws Problem where it cannot
    static Optional<String> idempotencyKey(DoorRequest request) {
        Optional<String> key = request.header("idempotency-key");
        key.filter(text -> !KEY.matcher(text).matches()).ifPresent(text -> {
            throw Problem.malformed("Idempotency-Key", "1 to 255 visible characters of ASCII, once", text);
        });
        return key;
    }
}
