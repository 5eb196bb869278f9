package org.topostream.schemas.registry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/// A small client of the Confluent Schema Registry REST API: cached, retrying while the registry is away.
///
/// Schemas and ids never change once given, so that everything learnt is kept for good; so is a subject's latest
/// version, as Confluent's own clients keep it unless told otherwise.
public final class SchemaRegistryClient {
    private final RegistryConnection connection;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
    private final Map<String, Registered> latest = new ConcurrentHashMap<>();

    private record SubjectSchema(String subject, Schema schema) {}

    /// A version of a subject, which never changes.
    private record Version(String subject, int version) {}

    /// A schema with the id the registry gave it.
    public record Registered(int id, Schema schema) {}

    public SchemaRegistryClient(RegistrySettings settings) {
        connection = new RegistryConnection(settings);
    }

    /// Registers a schema under a subject, or finds it there.
    /// @return its id
    public int register(String subject, Schema schema) {
        return once(ids, new SubjectSchema(subject, schema),
                () -> id(connection.call("POST", "/subjects/" + escape(subject) + "/versions", body(schema))));
    }

    /// Finds a schema that somebody registered before.
    /// @return its id
    public int lookUp(String subject, Schema schema) {
        return once(ids, new SubjectSchema(subject, schema),
                () -> id(connection.call("POST", "/subjects/" + escape(subject), body(schema))));
    }

    /// The version of a subject that was newest when first asked for.
    public Registered latest(String subject) {
        return once(latest, subject, () -> {
            JsonNode answer = connection.call("GET", "/subjects/" + escape(subject) + "/versions/latest", "");
            int id = id(answer);
            return new Registered(id, once(byId, id, () -> parse(answer, "subject " + subject)));
        });
    }

    /// The schema with this id.
    /// @throws SchemaNotAvroException where it is of another kind
    public Schema byId(int id) {
        return once(byId, id, () -> parse(connection.call("GET", "/schemas/ids/" + id, ""), "id " + id));
    }

    /// All subjects: also a way to ask whether the registry is there.
    public String subjects() {
        return connection.call("GET", "/subjects", "").toString();
    }

    /// Asks without holding the map's lock, which other keys share: better to ask twice than to wait for a stranger.
    private static <K, V> V once(Map<K, V> learnt, K key, Supplier<V> ask) {
        V known = learnt.get(key);
        if (known != null) {
            return known;
        }
        V fresh = ask.get();
        V earlier = learnt.putIfAbsent(key, fresh);
        return earlier == null ? fresh : earlier;
    }

    private static int id(JsonNode answer) {
        JsonNode id = answer.path("id");
        if (!id.isInt()) {
            throw new RegistryRefusedException(200, 0, "schema registry's answer has no id: " + answer);
        }
        return id.intValue();
    }

    private Schema parse(JsonNode answer, String what) {
        Schema.Parser parser = new Schema.Parser();
        parseReferences(answer, parser, new HashSet<>());
        return parse(answer, parser, what);
    }

    /// A schema may use names that other subjects define; those come first.
    private void parseReferences(JsonNode answer, Schema.Parser parser, Set<Version> done) {
        for (JsonNode reference : answer.path("references")) {
            Version version = new Version(reference.path("subject").asText(), reference.path("version").asInt());
            if (done.add(version)) {
                JsonNode referred = connection.call("GET",
                        "/subjects/" + escape(version.subject()) + "/versions/" + version.version(), "");
                parseReferences(referred, parser, done);
                parse(referred, parser, "subject " + version.subject() + " version " + version.version());
            }
        }
    }

    private static Schema parse(JsonNode answer, Schema.Parser parser, String what) {
        try {
            return parser.parse(answer.path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw new SchemaNotAvroException("schema registry's schema for " + what + " is not Avro but "
                    + answer.path("schemaType").asText("malformed") + ": " + e.getMessage(), e);
        }
    }

    private static String body(Schema schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema.toString()).toString();
    }

    /// For a path, where a plus is a plus and no space.
    private static String escape(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
