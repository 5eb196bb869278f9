package org.topostream.dashboard.door;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// A form with files: `multipart/form-data` (RFC 7578, RFC 2046 section 5.1).
final class Multipart {
    /// Longer than any that browsers and libraries make.
    private static final int LONGEST_BOUNDARY = 70;
    private static final int MOST_PARTS = 64;
    private static final int LONGEST_HEAD = 8 * 1024;
    private static final byte[] LINE = {'\r', '\n'};
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    /// @param name of the field
    record Part(String name, byte[] content) {
        /// @throws Problem where it is no UTF-8
        String text() {
            return Utf8.decode(name, content);
        }
    }

    private final byte[] body;
    private final byte[] delimiter;
    private int at;

    private Multipart(byte[] body, String boundary) {
        this.body = body;
        delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// @throws Problem where it is none
    static List<Part> parse(HeaderValue contentType, byte[] body) {
        String boundary = contentType.parameters().getOrDefault("boundary", "");
        if (boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw Problem.malformed("Content-Type", "a boundary of 1 to " + LONGEST_BOUNDARY + " characters",
                    boundary.length() + " characters");
        }
        return new Multipart(body, boundary).parts();
    }

    private List<Part> parts() {
        if (!isAt(0, delimiter)) {
            throw bad("the boundary at its start");
        }
        at = delimiter.length;
        List<Part> parts = new ArrayList<>();
        while (!isAt(at, new byte[]{'-', '-'})) {
            if (parts.size() == MOST_PARTS) {
                throw bad("at most " + MOST_PARTS + " parts");
            }
            parts.add(part());
        }
        return parts;
    }

    private Part part() {
        if (!isAt(at, LINE)) {
            throw bad("an end of line after each boundary");
        }
        // A part without headers begins with the empty line that ends them.
        int headEnd = find(HEAD_END, at).orElseThrow(() -> bad("headers of each part"));
        if (headEnd - at > LONGEST_HEAD) {
            throw bad("at most " + LONGEST_HEAD + " bytes of headers for each part");
        }
        String head = new String(body, at, headEnd - at, StandardCharsets.UTF_8);
        int start = headEnd + HEAD_END.length;
        byte[] end = new byte[LINE.length + delimiter.length];
        System.arraycopy(LINE, 0, end, 0, LINE.length);
        System.arraycopy(delimiter, 0, end, LINE.length, delimiter.length);
        int stop = find(end, start).orElseThrow(() -> bad("a boundary after each part"));
        at = stop + end.length;
        return new Part(name(head), Arrays.copyOfRange(body, start, stop));
    }

    private static String name(String head) {
        String disposition = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")).findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1)).orElse("");
        return HeaderValue.parse(disposition).filter(value -> value.main().equals("form-data"))
                .map(value -> value.parameters().getOrDefault("name", "")).filter(name -> !name.isEmpty())
                .orElseThrow(() -> bad("a name for each part"));
    }

    private boolean isAt(int from, byte[] bytes) {
        return from + bytes.length <= body.length
                && Arrays.equals(body, from, from + bytes.length, bytes, 0, bytes.length);
    }

    private OptionalInt find(byte[] bytes, int from) {
        for (int i = from; i + bytes.length <= body.length; i++) {
            if (body[i] == bytes[0] && isAt(i, bytes)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static Problem bad(String expected) {
        return Problem.malformed("the body", "multipart/form-data with " + expected, "something else");
    }
}
