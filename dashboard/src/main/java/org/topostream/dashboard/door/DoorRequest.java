package org.topostream.dashboard.door;

import java.util.Map;
import java.util.Optional;

/// A request, whoever brought it.
///
/// @param path    as it stands in the address
/// @param query   as it stands in the address, escapes and all; empty where there is none
/// @param headers by name in lower case; values of a repeated one joined by ", "
record DoorRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {
    /// @param name in lower case
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// What the body says it is.
    /// @throws Problem where it says nothing, or nothing sensible
    HeaderValue contentType(Door door) {
        HeaderValue type = header("content-type").flatMap(HeaderValue::parse)
                .orElseThrow(() -> unsupported(door, header("content-type").orElse("none")));
        if (!door.mediaTypes().contains(type.main())) {
            throw unsupported(door, type.main());
        }
        String encoding = header("content-encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw Problem.unsupported("Content-Encoding", "none", encoding);
        }
        return type;
    }

    private static Problem unsupported(Door door, String got) {
        return Problem.unsupported("Content-Type", String.join(" or ", door.mediaTypes()), got);
    }
}
