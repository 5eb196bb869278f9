package org.topostream.schemas.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// A schema registry in memory, on the loopback interface, which answers as Confluent's documentation says.
public final class FakeRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<ObjectNode> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new HashMap<>();
    private final Queue<Answer> canned = new ArrayDeque<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private Optional<String> login = Optional.empty();

    /// What was asked.
    /// @param path          as it came over the wire, escapes and all
    /// @param authorization the header; empty where there was none
    public record Request(String method, String path, String authorization) {}

    private record Answer(int status, String body) {}

    private FakeRegistry(HttpServer server) {
        this.server = server;
        server.createContext("/", this::handle);
        server.start();
    }

    public static FakeRegistry start() {
        try {
            return new FakeRegistry(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// The address with a login in front.
    public String urlWith(String userInfo) {
        return url().replace("//", "//" + userInfo + "@");
    }

    /// An address where nobody listens.
    public static String nobody() {
        try (FakeRegistry gone = start()) {
            return gone.url();
        }
    }

    /// From now on, refuses everybody else.
    /// @param authorization the header to expect
    public synchronized void requireLogin(String authorization) {
        login = Optional.of(authorization);
    }

    /// The next request gets this, whatever it asks.
    public synchronized void answerNext(int status, String body) {
        canned.add(new Answer(status, body));
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /// Registers a schema without a request.
    /// @return its id
    public synchronized int put(String subject, String schema) {
        return store(subject, JSON.createObjectNode().put("schema", schema));
    }

    /// Registers a schema that uses a name which another subject's first version defines.
    public synchronized int putReferring(String subject, String schema, String name, String toSubject) {
        ObjectNode version = JSON.createObjectNode().put("schema", schema);
        version.putArray("references").addObject().put("name", name).put("subject", toSubject).put("version", 1);
        return store(subject, version);
    }

    /// Registers something that is not Avro.
    public synchronized int putOther(String subject, String schemaType, String schema) {
        return store(subject, JSON.createObjectNode().put("schemaType", schemaType).put("schema", schema));
    }

    /// The text of a schema.
    public synchronized String schema(int id) {
        return schemas.get(id - 1).get("schema").asText();
    }

    private int store(String subject, ObjectNode version) {
        int id = schemas.indexOf(version) + 1;
        if (id == 0) {
            schemas.add(version);
            id = schemas.size();
        }
        List<Integer> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!versions.contains(id)) {
            versions.add(id);
        }
        return id;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(), authorization));
        Answer answer = answer(exchange, authorization, body);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized Answer answer(HttpExchange exchange, String authorization, String body) throws IOException {
        if (!canned.isEmpty()) {
            return canned.remove();
        }
        if (login.isPresent() && !login.get().equals(authorization)) {
            return error(401, 401, "Unauthorized");
        }
        // A path keeps a plus as it is; getPath() undoes only what a path may escape.
        String[] parts = exchange.getRequestURI().getRawPath().substring(1).split("/");
        List<String> path = new ArrayList<>();
        for (String part : parts) {
            path.add(java.net.URI.create("/" + part).getPath().substring(1));
        }
        String asked = exchange.getRequestMethod() + " " + path.getFirst() + " " + path.size();
        return switch (asked) {
            case "GET subjects 1" -> new Answer(200, JSON.writeValueAsString(subjects.keySet()));
            case "GET schemas 3" -> byId(Integer.parseInt(path.get(2)));
            case "POST subjects 3" -> register(path.get(1), body);
            case "POST subjects 2" -> lookUp(path.get(1), body);
            case "GET subjects 4" -> version(path.get(1), path.get(3));
            default -> new Answer(404, "<html>no such page</html>");
        };
    }

    private Answer byId(int id) {
        return id < 1 || id > schemas.size()
                ? error(404, 40403, "Schema " + id + " not found")
                : new Answer(200, schemas.get(id - 1).toString());
    }

    private Answer register(String subject, String body) throws IOException {
        return new Answer(200, "{\"id\":" + store(subject, (ObjectNode) JSON.readTree(body)) + "}");
    }

    private Answer lookUp(String subject, String body) throws IOException {
        if (!subjects.containsKey(subject)) {
            return error(404, 40401, "Subject '" + subject + "' not found");
        }
        JsonNode wanted = JSON.readTree(JSON.readTree(body).get("schema").asText());
        for (int id : subjects.get(subject)) {
            if (JSON.readTree(schema(id)).equals(wanted)) {
                return new Answer(200, "{\"id\":" + id + ",\"version\":1}");
            }
        }
        return error(404, 40403, "Schema not found");
    }

    private Answer version(String subject, String version) {
        List<Integer> versions = subjects.getOrDefault(subject, List.of());
        if (versions.isEmpty()) {
            return error(404, 40401, "Subject '" + subject + "' not found");
        }
        int number = version.equals("latest") ? versions.size() : Integer.parseInt(version);
        if (number < 1 || number > versions.size()) {
            return error(404, 40402, "Version " + version + " not found");
        }
        int id = versions.get(number - 1);
        return new Answer(200, schemas.get(id - 1).deepCopy().put("subject", subject).put("version", number)
                .put("id", id).toString());
    }

    private static Answer error(int status, int code, String message) {
        return new Answer(status, "{\"error_code\":" + code + ",\"message\":\"" + message + "\"}");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
