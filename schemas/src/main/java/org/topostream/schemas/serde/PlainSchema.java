package org.topostream.schemas.serde;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/// A schema as its `.avsc` file has it, without what the Java generator adds.
///
/// A registry compares schemas with all their properties: with `avro.java.string` in ours, it would not find the one
/// that somebody registered from the file.
final class PlainSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Schema, Schema> KNOWN = new ConcurrentHashMap<>();

    private PlainSchema() {}

    static Schema of(Schema generated) {
        return KNOWN.computeIfAbsent(generated, PlainSchema::strip);
    }

    private static Schema strip(Schema generated) {
        try {
            JsonNode tree = JSON.readTree(generated.toString());
            strip(tree);
            return new Schema.Parser().parse(tree.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON", e);
        }
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(GenericData.STRING_PROP);
        }
        node.forEach(PlainSchema::strip);
    }
}
