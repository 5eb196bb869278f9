package org.topostream.factortopy.backbone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

/// One object of a JSON file. Whoever asks for a field gets it or an [IllegalArgumentException] that names it.
///
/// @param at   where the object is, empty at the top, else with a dot at its end: `layers[0].`
/// @param node the object
record JsonFields(String at, JsonNode node) {

    JsonFields {
        if (!node.isObject()) {
            throw new IllegalArgumentException((at.isEmpty() ? "" : at.substring(0, at.length() - 1) + ": ")
                    + "expected an object, " + found(node));
        }
    }

    String text(String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw refused(field, "a text", value);
        }
        return value.textValue();
    }

    int whole(String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw refused(field, "a whole number", value);
        }
        return value.intValue();
    }

    List<Double> numbers(String field) {
        JsonNode values = node.path(field);
        List<Double> numbers = new ArrayList<>();
        for (JsonNode value : values) {
            if (!value.isNumber()) {
                throw refused(field, "an array of numbers", values);
            }
            numbers.add(value.doubleValue());
        }
        if (!values.isArray()) {
            throw refused(field, "an array of numbers", values);
        }
        return numbers;
    }

    /// An object whose fields are all texts.
    Map<String, String> texts(String field) {
        JsonFields object = object(field);
        Map<String, String> texts = new LinkedHashMap<>();
        object.node().fieldNames().forEachRemaining(name -> texts.put(name, object.text(name)));
        return texts;
    }

    JsonFields object(String field) {
        return new JsonFields(at + field + ".", node.path(field));
    }

    List<JsonFields> objects(String field) {
        JsonNode values = node.path(field);
        if (!values.isArray()) {
            throw refused(field, "an array of objects", values);
        }
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode value : values) {
            objects.add(new JsonFields(at + field + "[" + objects.size() + "].", value));
        }
        return objects;
    }

    /// A field that need not be there.
    <T> Optional<T> optional(String field, Function<String, T> read) {
        return node.hasNonNull(field) ? Optional.of(read.apply(field)) : Optional.empty();
    }

    private IllegalArgumentException refused(String field, String expected, JsonNode value) {
        return new IllegalArgumentException(at + field + ": expected " + expected + ", " + found(value));
    }

    private static String found(JsonNode value) {
        return value.isMissingNode() ? "found no such field" : "got " + value;
    }
}
