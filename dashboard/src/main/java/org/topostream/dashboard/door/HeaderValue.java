package org.topostream.dashboard.door;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A header's value with parameters, such as `form-data; name="image"` (RFC 9110, section 5.6.6, without escapes within
/// quotation marks, which browsers do not make either).
///
/// @param main       what stands before the first semicolon, in lower case
/// @param parameters by name in lower case
record HeaderValue(String main, Map<String, String> parameters) {
    private static final Pattern MAIN = Pattern.compile("\\s*([^\\s;,\"]+)\\s*");
    private static final Pattern PARAMETER = Pattern
            .compile(";\\s*([^\\s;,=\"]+)=(?:\"([^\"]*)\"|([^\\s;,\"]*))\\s*");

    /// Nothing where it is none.
    static Optional<HeaderValue> parse(String text) {
        Matcher main = MAIN.matcher(text);
        if (!main.lookingAt()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        int end = main.end();
        while (end < text.length()) {
            if (!parameter.region(end, text.length()).lookingAt()) {
                return Optional.empty();
            }
            parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value(parameter));
            end = parameter.end();
        }
        return Optional.of(new HeaderValue(main.group(1).toLowerCase(Locale.ROOT), Map.copyOf(parameters)));
    }

    private static String value(Matcher parameter) {
        return Optional.ofNullable(parameter.group(2)).orElseGet(() -> parameter.group(3));
    }
}
