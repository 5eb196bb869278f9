package org.topostream.dashboard.door;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// What stands behind the question mark of an address. Names stand there once.
final class Query {
    private static final int ESCAPE = 3;
    private static final int HEXADECIMAL = 16;
    private static final char LAST_ASCII = 0x7F;

    private Query() {}

    /// @param query as it stands in the address
    /// @return values by name, with escapes undone, in their order
    /// @throws Problem where an escape is none, or a name stands there twice
    static Map<String, String> parse(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = unescaped(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : unescaped(pair.substring(equals + 1));
                if (values.putIfAbsent(name, value) != null) {
                    throw Problem.malformed("the address", "each name once", "'" + name + "' twice");
                }
            }
        }
        return values;
    }

    private static String unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '%') {
                bytes.write(escaped(text, i));
                i += ESCAPE - 1;
            } else if (character == '+') {
                bytes.write(' ');
            } else if (character <= LAST_ASCII) {
                bytes.write(character);
            } else {
                throw Problem.malformed("the address", "ASCII, others as escapes such as %C3%A4", text);
            }
        }
        return Utf8.decode("the address", bytes.toByteArray());
    }

    private static int escaped(String text, int at) {
        if (at + ESCAPE <= text.length()) {
            int high = Character.digit(text.charAt(at + 1), HEXADECIMAL);
            int low = Character.digit(text.charAt(at + 2), HEXADECIMAL);
            if (high >= 0 && low >= 0) {
                return HEXADECIMAL * high + low;
            }
        }
        throw Problem.malformed("the address", "escapes such as %20", text);
    }
}
