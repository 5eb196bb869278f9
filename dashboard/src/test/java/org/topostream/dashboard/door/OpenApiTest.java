package org.topostream.dashboard.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the document says against what the doors have: paths, media types and fields. [DoorStatusTest] does the same
/// for what they answer.
@Timeout(60)
class OpenApiTest {
    private static final Map<Kind, String> TYPES = Map.of(Kind.TEXT, "string", Kind.WHOLE, "integer", Kind.NUMBER,
            "number", Kind.FLAG, "boolean", Kind.NUMBERS, "array", Kind.VALUES, "oneOf");

    private DoorPage page;
    private JsonNode document;

    @BeforeEach
    void serve() throws Exception {
        page = DoorPage.serve(new FakeOutput());
        document = DoorPage.json(page.get("/openapi.json"));
    }

    @AfterEach
    void close() {
        page.close();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private String type(JsonNode schema) {
        JsonNode resolved = resolved(schema);
        return resolved.has("type") ? resolved.get("type").asText() : names(resolved).contains("oneOf") ? "oneOf" : "";
    }

    /// The fields that stand in the address, as the document has them.
    private Set<String> parameters(JsonNode operation) {
        Set<String> parameters = new TreeSet<>();
        for (JsonNode reference : operation.get("parameters")) {
            JsonNode parameter = resolved(reference);
            boolean metadata = parameter.get("name").asText().equals("metadata");
            if (parameter.get("in").asText().equals("query") && !metadata) {
                parameters.add(said(parameter.get("name").asText(), type(parameter.get("schema")),
                        parameter.path("required").asBoolean()));
            }
        }
        return parameters;
    }

    /// The fields of a JSON body, as the document has them.
    private Set<String> members(JsonNode operation) {
        JsonNode schema = resolved(operation.at("/requestBody/content").get("application/json").get("schema"));
        List<String> required = new ArrayList<>();
        schema.get("required").forEach(name -> required.add(name.asText()));
        Set<String> members = new TreeSet<>();
        schema.get("properties").properties().forEach(property -> members.add(
                said(property.getKey(), type(property.getValue()), required.contains(property.getKey()))));
        assertFalse(schema.get("additionalProperties").asBoolean());
        return members;
    }

    private static Set<String> fields(List<Field> fields) {
        Set<String> said = new TreeSet<>();
        fields.forEach(field -> said.add(said(field.name(), TYPES.get(field.kind()), field.required())));
        return said;
    }

    private static String said(String name, String type, boolean required) {
        return name + " " + type + (required ? " required" : "");
    }

    @Test
    void itsPathsAreThoseThatAreServed() {
        Set<String> documented = names(document.get("paths"));
        Set<String> doors = new HashSet<>(Set.of(Doors.PREDICTIONS, OpenApi.PATH));
        page.doors().doors().forEach(door -> doors.add(door.path()));

        assertEquals(doors, documented);
        assertTrue(documented.stream().allMatch(Doors::handles));
        assertEquals("3.1.0", document.get("openapi").asText());
    }

    @Test
    void itsMediaTypesAreThoseThatAreTaken() {
        Map<String, Set<String>> documented = new HashMap<>();
        Map<String, Set<String>> taken = new HashMap<>();
        for (Door door : page.doors().doors()) {
            JsonNode operation = document.get("paths").get(door.path()).get("post");
            documented.put(door.path(), names(operation.at("/requestBody/content")));
            taken.put(door.path(), new TreeSet<>(door.mediaTypes()));
        }

        assertEquals(taken, documented);
    }

    @Test
    void itsFieldsAreThoseThatAreRead() {
        for (Door door : page.doors().doors()) {
            JsonNode operation = document.get("paths").get(door.path()).get("post");
            boolean json = door.mediaTypes().equals(List.of("application/json"));

            assertEquals(fields(door.fields()), json ? members(operation) : parameters(operation), door.path());
        }
        assertEquals(fields(Doors.asking()), parameters(document.get("paths").get("/predictions").get("get")));
    }

    @Test
    void everyPathHasOneMethodAndSaysSoToOthers() throws Exception {
        for (String path : names(document.get("paths"))) {
            String method = names(document.get("paths").get(path)).iterator().next().toUpperCase(Locale.ROOT);
            for (String other : Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
                if (!other.equals(method)) {
                    assertMethod(path, method, other);
                }
            }
        }
    }

    private void assertMethod(String path, String method, String other) throws Exception {
        HttpResponse<byte[]> answer = page.send(other, path,
                BodyPublishers.noBody());
        assertEquals(405, answer.statusCode(), other + " " + path);
        assertEquals(method, answer.headers().firstValue("Allow").orElseThrow(), other + " " + path);
    }

    @Test
    void whatIsNoDoorStaysReadOnly() throws Exception {
        for (String path : Set.of("/api/health", "/stimuli/", "/Stimuli", "/stimuli;x=1", "/%73timuli")) {
            int status = page.post(path, "image/png", DoorPage.png(1)).statusCode();

            assertTrue(status == 405 || status == 400, path + " " + status);
        }
    }
}
