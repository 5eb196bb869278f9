package org.topostream.dashboard.door;

import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.dashboard.json.Json;

/// Why a request is not taken: where in it, what was expected there and what came.
final class Problem extends RuntimeException {
    static final int MALFORMED = 400;
    static final int NOT_ALLOWED = 405;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    static final int UNSUPPORTED = 415;
    static final int BROKEN_RULE = 422;
    static final int FAILED = 500;
    static final int UNAVAILABLE = 503;

    private static final int SHOWN = 200;
    private static final String RETRY_SECONDS = "1";

    private final int status;
    private final String where;
    private final String expected;
    private final String got;
    private final Map<String, String> headers;

    private Problem(int status, String where, String expected, String got, Map<String, String> headers) {
        super(where + ": expected " + expected + ", got " + shown(got));
        this.status = status;
        this.where = where;
        this.expected = expected;
        this.got = shown(got);
        this.headers = headers;
    }

    private Problem(int status, String where, String expected, String got) {
        this(status, where, expected, got, Map.of());
    }

    /// It cannot be read.
    static Problem malformed(String where, String expected, String got) {
        return new Problem(MALFORMED, where, expected, got);
    }

    /// It can be read, but nobody could use it.
    static Problem broken(String where, String expected, String got) {
        return new Problem(BROKEN_RULE, where, expected, got);
    }

    /// Something else was sent under that name.
    static Problem conflict(String where, String expected, String got) {
        return new Problem(CONFLICT, where, expected, got);
    }

    static Problem tooLarge(String where, String expected, String got) {
        return new Problem(TOO_LARGE, where, expected, got);
    }

    static Problem unsupported(String where, String expected, String got) {
        return new Problem(UNSUPPORTED, where, expected, got);
    }

    /// It may be sent again, as it is.
    static Problem unavailable(String where, String expected, String got) {
        return new Problem(UNAVAILABLE, where, expected, got, Map.of("Retry-After", RETRY_SECONDS));
    }

    /// @param allowed the only method
    static Problem notAllowed(String path, String allowed, String method) {
        return new Problem(NOT_ALLOWED, path, allowed, method, Map.of("Allow", allowed));
    }

    /// Nobody has thought of it.
    static Problem failed(String path) {
        return new Problem(FAILED, path, "an answer", "a failure of the server; its log says how");
    }

    int status() {
        return status;
    }

    DoorAnswer answer() {
        ObjectNode json = Json.object().put("error", getMessage()).put("expected", expected).put("got", got)
                .put("where", where);
        return new DoorAnswer(status, headers, json);
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
