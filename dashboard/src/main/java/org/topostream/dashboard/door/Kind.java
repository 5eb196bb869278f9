package org.topostream.dashboard.door;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;

import org.topostream.dashboard.json.Json;

/// What a field of a request may hold.
enum Kind {
    TEXT("text") {
        @Override
        boolean takes(JsonNode node) {
            return node.isTextual();
        }
    },
    WHOLE("a whole number") {
        @Override
        boolean takes(JsonNode node) {
            return node.isNumber() && node.doubleValue() == Math.rint(node.doubleValue())
                    && Math.abs(node.doubleValue()) <= Integer.MAX_VALUE;
        }
    },
    NUMBER("a finite number") {
        @Override
        boolean takes(JsonNode node) {
            return node.isNumber() && Double.isFinite(node.doubleValue());
        }
    },
    FLAG("true or false") {
        @Override
        boolean takes(JsonNode node) {
            return node.isBoolean();
        }
    },
    /// Few.
    NUMBERS("an array of finite numbers") {
        @Override
        boolean takes(JsonNode node) {
            return node.isArray() && node.valueStream().allMatch(NUMBER::takes);
        }
    },
    /// One for each voxel; [Values] looks at each.
    VALUES("an array of numbers, or float32 little endian in base64") {
        @Override
        boolean takes(JsonNode node) {
            return node.isArray() || node.isTextual();
        }
    };

    private static final Pattern DECIMAL = Pattern.compile("[-+]?\\d{1,30}(\\.\\d{0,30})?([eE][-+]?\\d{1,3})?");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    abstract boolean takes(JsonNode node);

    /// For people.
    String words() {
        return words;
    }

    /// What a text from an address or a form stands for; a node that this kind does not take where it is none.
    JsonNode read(String text) {
        return switch (this) {
            case TEXT, VALUES -> TextNode.valueOf(text);
            case WHOLE, NUMBER -> number(text);
            case FLAG -> text.equals("true") || text.equals("false")
                    ? BooleanNode.valueOf(text.equals("true"))
                    : TextNode.valueOf(text);
            case NUMBERS -> {
                ArrayNode numbers = Json.array();
                for (String part : text.split(",", -1)) {
                    numbers.add(number(part.strip()));
                }
                yield numbers;
            }
        };
    }

    private static JsonNode number(String text) {
        return DECIMAL.matcher(text).matches()
                ? DoubleNode.valueOf(Double.parseDouble(text))
                : NullNode.getInstance();
    }
}
