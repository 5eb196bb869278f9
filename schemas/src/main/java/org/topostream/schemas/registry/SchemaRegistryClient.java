package org.topostream.schemas.registry;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/// A small client of the Confluent Schema Registry REST API: cached, retrying while the registry is away.
///
/// Schemas and ids never change once given, so that everything learnt is kept for good.
public final class SchemaRegistryClient {
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistrySettings settings;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT).build();
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();

    private record SubjectSchema(String subject, Schema schema) {}

    /// A schema with the id the registry gave it.
    public record Registered(int id, Schema schema) {}

    public SchemaRegistryClient(RegistrySettings settings) {
        this.settings = settings;
    }

    /// Registers a schema under a subject, or finds it there.
    /// @return its id
    public int register(String subject, Schema schema) {
        return ids.computeIfAbsent(new SubjectSchema(subject, schema),
                key -> call("POST", "/subjects/" + escape(subject) + "/versions", body(schema)).get("id").asInt());
    }

    /// Finds a schema that somebody registered before.
    /// @return its id
    public int lookUp(String subject, Schema schema) {
        return ids.computeIfAbsent(new SubjectSchema(subject, schema),
                key -> call("POST", "/subjects/" + escape(subject), body(schema)).get("id").asInt());
    }

    /// The newest version of a subject.
    public Registered latest(String subject) {
        JsonNode answer = call("GET", "/subjects/" + escape(subject) + "/versions/latest", "");
        int id = answer.get("id").asInt();
        return new Registered(id, byId.computeIfAbsent(id, key -> parse(answer, "subject " + subject)));
    }

    /// The schema with this id.
    public Schema byId(int id) {
        return byId.computeIfAbsent(id, key -> parse(call("GET", "/schemas/ids/" + id, ""), "id " + id));
    }

    /// All subjects: also a way to ask whether the registry is there.
    public String subjects() {
        return call("GET", "/subjects", "").toString();
    }

    private static Schema parse(JsonNode answer, String what) {
        try {
            return new Schema.Parser().parse(answer.get("schema").asText());
        } catch (SchemaParseException e) {
            throw new RegistryRefusedException(200, "schema registry's schema for " + what + " is not Avro: " + e);
        }
    }

    private static String body(Schema schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema.toString()).toString();
    }

    private static String escape(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }

    private JsonNode call(String method, String path, String body) {
        Instant end = Instant.now().plus(settings.patience());
        Duration pause = FIRST_PAUSE;
        while (true) {
            IOException last = new IOException("no address");
            for (URI url : settings.urls()) {
                try {
                    HttpResponse<String> response = http.send(request(url, method, path, body),
                            BodyHandlers.ofString());
                    if (response.statusCode() < 500) {
                        return answer(response, method, path);
                    }
                    last = new IOException("HTTP " + response.statusCode() + " " + response.body());
                } catch (IOException e) {
                    last = e;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new RegistryUnavailableException("interrupted while asking the schema registry", e);
                }
            }
            if (Instant.now().plus(pause).isAfter(end)) {
                throw new RegistryUnavailableException("schema registry at " + settings.urls() + " did not answer "
                        + method + " " + path + " within " + settings.patience().toSeconds() + " s", last);
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while waiting for the schema registry", e);
        }
    }

    private HttpRequest request(URI url, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT)
                .header("Accept", CONTENT_TYPE + ", application/json").header("Content-Type", CONTENT_TYPE)
                .method(method, body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        settings.authorization().ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private static JsonNode answer(HttpResponse<String> response, String method, String path) {
        if (response.statusCode() / 100 != 2) {
            throw new RegistryRefusedException(response.statusCode(), "schema registry refused " + method + " " + path
                    + ": HTTP " + response.statusCode() + " " + response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new RegistryRefusedException(response.statusCode(), "schema registry answered " + method + " " + path
                    + " with something that is not JSON: " + e.getOriginalMessage());
        }
    }
}
