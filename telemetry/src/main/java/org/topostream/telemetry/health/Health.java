package org.topostream.telemetry.health;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// How a process is: its parts, by name, at one moment.
///
/// @param parts in the order in which they were started
public record Health(Map<String, Condition> parts) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STARTED = "start";

    /// Of a process with these parts.
    /// @param started whether all parts that there are to be at first have been started
    public static Health of(Collection<? extends Watched> parts, boolean started) {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        conditions.put(STARTED, started ? new Condition.Ready() : new Condition.Waiting("parts are being started"));
        parts.forEach(part -> conditions.put(part.name(), part.condition()));
        return new Health(conditions);
    }

    /// No part is dead.
    public boolean alive() {
        return parts.values().stream().noneMatch(Condition.Dead.class::isInstance);
    }

    /// All parts work.
    public boolean ready() {
        return parts.values().stream().allMatch(Condition.Ready.class::isInstance);
    }

    /// `{"alive": true, "ready": false, "parts": {"name": "waiting: ..."}}`
    public String json() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("alive", alive());
        told.put("ready", ready());
        Map<String, String> texts = new LinkedHashMap<>();
        parts.forEach((name, condition) -> texts.put(name, condition.text()));
        told.put("parts", texts);
        try {
            return JSON.writeValueAsString(told) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and flags are JSON", e);
        }
    }
}
