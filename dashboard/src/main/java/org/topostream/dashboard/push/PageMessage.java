package org.topostream.dashboard.push;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.dashboard.json.Json;

/// What a page says.
sealed interface PageMessage {

    /// From now on it wants these maps of this subject, whatever it wanted before.
    ///
    /// @param maps   backbone/kind of each
    /// @param have   the sequence number of what it holds of each, if anything
    /// @param server whose numbers these are; empty where it holds nothing
    record Watch(String subject, Set<String> maps, Map<String, Long> have, String server) implements PageMessage {}

    /// It has drawn this frame, and all that came before it.
    record Ack(long seq) implements PageMessage {}

    /// @throws IllegalArgumentException with what was expected and what came
    static PageMessage parse(String text) {
        ObjectNode message = Json.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("expected a JSON object, got " + shortened(text)));
        String type = message.path("type").asText();
        return switch (type) {
            case "watch" -> watch(message);
            case "ack" -> new Ack(seq(message.path("seq")));
            default -> throw new IllegalArgumentException("expected type watch or ack, got " + shortened(type));
        };
    }

    private static Watch watch(ObjectNode message) {
        JsonNode subject = message.path("subject");
        if (!subject.isTextual()) {
            throw new IllegalArgumentException("expected the subject to watch, got " + shortened(subject.toString()));
        }
        Set<String> maps = new LinkedHashSet<>();
        message.path("maps").forEach(key -> maps.add(key.asText()));
        Map<String, Long> have = new HashMap<>();
        message.path("have").properties().forEach(entry -> have.put(entry.getKey(), seq(entry.getValue())));
        return new Watch(subject.asText(), maps, have, message.path("server").asText());
    }

    private static long seq(JsonNode number) {
        if (!number.isIntegralNumber()) {
            throw new IllegalArgumentException("expected a sequence number, got " + shortened(number.toString()));
        }
        return number.asLong();
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(40, text.length()));
    }
}
