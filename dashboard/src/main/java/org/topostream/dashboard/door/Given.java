package org.topostream.dashboard.door;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// What a request says by name, wherever it says it: in a JSON object, its address, or a form. A name that no door
/// knows is refused, since a slip in the name of a field that may be left out would be taken for its absence.
final class Given {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final List<Field> fields;
    private final Map<String, JsonNode> values = new HashMap<>();

    Given(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /// Takes all members of a JSON object; null is the same as nothing.
    /// @param where names the object in messages
    /// @throws Problem where it is no object, or a member is not as its field has it
    Given json(String where, byte[] text) {
        JsonNode json = tree(where, text);
        if (!json.isObject()) {
            throw Problem.malformed(where, "a JSON object", json.isMissingNode() ? "nothing" : json.toString());
        }
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            Field field = field(member.getKey());
            if (!member.getValue().isNull()) {
                put(field, member.getValue(), member.getValue()::toString);
            }
        }
        return this;
    }

    /// Takes one from an address or a form.
    /// @throws Problem where it is not as its field has it
    Given text(String name, String value) {
        Field field = field(name);
        put(field, field.kind().read(value), () -> value);
        return this;
    }

    /// @throws Problem where something is missing that must not be
    Given complete() {
        for (Field field : fields) {
            if (field.required() && !has(field.name())) {
                throw Problem.broken(field.name(), field.kind().words(), "nothing");
            }
        }
        return this;
    }

    private static JsonNode tree(String where, byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw Problem.malformed(where, "a JSON object", String.valueOf(e.getOriginalMessage()));
        } catch (IOException e) {
            throw Problem.malformed(where, "a JSON object in UTF-8", String.valueOf(e.getMessage()));
        }
    }

    private Field field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst()
                .orElseThrow(() -> Problem.broken(name, "one of " + fields.stream().map(Field::name).toList(),
                        "a field '" + name + "'"));
    }

    private void put(Field field, JsonNode value, Supplier<String> shown) {
        if (!field.kind().takes(value)) {
            throw Problem.broken(field.name(), field.kind().words(), shown.get());
        }
        if (values.putIfAbsent(field.name(), value) != null) {
            throw Problem.broken(field.name(), "it once", "it twice");
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    private Optional<JsonNode> node(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// Empty where it was not said.
    String text(String name) {
        return node(name).map(JsonNode::textValue).orElse("");
    }

    /// @throws Problem where it lies outside
    OptionalInt whole(String name, int lowest, int highest) {
        OptionalDouble number = number(name, lowest, highest);
        return number.isPresent() ? OptionalInt.of((int) number.getAsDouble()) : OptionalInt.empty();
    }

    /// @throws Problem where it lies outside
    OptionalDouble number(String name, double lowest, double highest) {
        OptionalDouble number = node(name).stream().mapToDouble(JsonNode::doubleValue).findFirst();
        if (number.isPresent() && (number.getAsDouble() < lowest || number.getAsDouble() > highest)) {
            throw Problem.broken(name, "a number from " + shown(lowest) + " to " + shown(highest),
                    shown(number.getAsDouble()));
        }
        return number;
    }

    /// Any that is finite.
    OptionalDouble number(String name) {
        return number(name, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    boolean flag(String name, boolean otherwise) {
        return node(name).map(JsonNode::booleanValue).orElse(otherwise);
    }

    /// @param count how many there must be
    /// @throws Problem where there are more or fewer
    Optional<double[]> numbers(String name, int count) {
        Optional<double[]> numbers = node(name)
                .map(node -> node.valueStream().mapToDouble(JsonNode::doubleValue).toArray());
        numbers.filter(array -> array.length != count).ifPresent(array -> {
            throw Problem.broken(name, count + " numbers", Integer.toString(array.length));
        });
        return numbers;
    }

    /// One for each voxel.
    /// @throws Problem where it was not said, or has another number of values
    float[] values(String name, int voxels) {
        return Values.read(name, node(name).orElseThrow(), voxels);
    }

    private static String shown(double number) {
        return number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE
                ? Integer.toString((int) number)
                : Double.toString(number);
    }
}
