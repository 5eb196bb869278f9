package org.topostream.dashboard.json;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

import org.topostream.schemas.avro.Tensor;

/// Avro records as JSON, tensors left out, times in milliseconds since 1970: what a schema gains is served at once.
final class RecordJson {
    private RecordJson() {}

    /// @param without names of fields of the record itself that are left out
    static ObjectNode of(SpecificRecord record, Set<String> without) {
        ObjectNode json = Json.object();
        for (Schema.Field field : record.getSchema().getFields()) {
            if (!without.contains(field.name()) && !holdsTensor(field.schema())) {
                json.set(field.name(), node(Optional.ofNullable(record.get(field.pos()))));
            }
        }
        return json;
    }

    private static boolean holdsTensor(Schema schema) {
        return schema.getType() == Schema.Type.UNION
                ? schema.getTypes().stream().anyMatch(RecordJson::holdsTensor)
                : schema.getFullName().equals(Tensor.getClassSchema().getFullName());
    }

    private static JsonNode node(Optional<Object> found) {
        if (found.isEmpty()) {
            return NullNode.getInstance();
        }
        return switch (found.get()) {
            case SpecificRecord record -> of(record, Set.of());
            case Collection<?> items -> {
                ArrayNode array = Json.array();
                items.forEach(item -> array.add(node(Optional.ofNullable(item))));
                yield array;
            }
            case Double number -> Json.number(number.doubleValue());
            case Float number -> Json.number(number.floatValue());
            case Long number -> LongNode.valueOf(number);
            case Integer number -> IntNode.valueOf(number);
            case Boolean flag -> BooleanNode.valueOf(flag);
            case Instant time -> LongNode.valueOf(time.toEpochMilli());
            default -> TextNode.valueOf(found.get().toString());
        };
    }
}
