package org.topostream.dashboard.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/// What a request asks for.
///
/// @param path its parts between slashes, with escapes undone: the id of a stimulus may hold a slash
record Call(List<String> path, Fields query) {

    /// @throws Refusal where an escape is none
    static Call of(Request request) {
        String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("").replaceFirst("^/", "");
        try {
            return new Call(Arrays.stream(path.split("/", -1)).map(Call::unescaped).toList(),
                    Request.extractQueryParameters(request));
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.BAD_REQUEST, "expected escapes such as %20 in the address, got " + path);
        }
    }

    /// In a path a plus is a plus.
    private static String unescaped(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// One part of the path; empty where the path is shorter.
    String part(int index) {
        return index < path.size() ? path.get(index) : "";
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.getValue(name));
    }

    /// The query's number.
    /// @throws Refusal where it is none
    Optional<Long> number(String name) {
        return query(name).map(text -> number(name, text));
    }

    /// @param what names it in the message
    /// @throws Refusal where the text is no number
    static long number(String what, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Refusal(Refusal.BAD_REQUEST, what + " must be a number, got '" + text + "'");
        }
    }
}
