package org.topostream.schemas.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/// Asks the registry's addresses one after another, again and again, until one answers or patience ends.
final class RegistryConnection {
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final int UNAUTHORIZED = 401;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int LONGEST_EXCERPT = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistrySettings settings;
    private final HttpClient http;
    private final BearerTokens tokens;

    RegistryConnection(RegistrySettings settings) {
        this.settings = settings;
        http = settings.tls().client();
        tokens = new BearerTokens(settings.bearer(), http, InstantSource.system());
    }

    /// @param path escaped, from the slash after the registry's address
    /// @param body JSON, or nothing
    /// @throws RegistryRefusedException     where the registry says no
    /// @throws RegistryUnavailableException where none of its addresses answers
    JsonNode call(String method, String path, String body) {
        Instant end = Instant.now().plus(settings.patience());
        Duration pause = FIRST_PAUSE;
        while (true) {
            IOException last = new IOException("no address");
            for (RegistryAddress address : settings.addresses()) {
                try {
                    HttpResponse<String> response = ask(address, method, path, body);
                    if (response.statusCode() == UNAUTHORIZED && tokens.renew()) {
                        response = ask(address, method, path, body);
                    }
                    if (!temporary(response.statusCode())) {
                        return answer(response, method, path);
                    }
                    last = new IOException("HTTP " + response.statusCode() + " " + excerpt(response));
                } catch (IOException e) {
                    last = e;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new RegistryUnavailableException("interrupted while asking the schema registry", e);
                }
            }
            if (Instant.now().plus(pause).isAfter(end)) {
                throw new RegistryUnavailableException("schema registry at " + settings.addresses()
                        + " did not answer " + method + " " + path + " within " + settings.patience().toMillis()
                        + " ms: " + last, last);
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static boolean temporary(int status) {
        return status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while waiting for the schema registry", e);
        }
    }

    private HttpResponse<String> ask(RegistryAddress address, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(address, method, path, body);
        settings.headers().forEach(request::header);
        tokens.authorization().or(address::authorization).ifPresent(value -> request.header("Authorization", value));
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(RegistryAddress address, String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(address.url() + path)).timeout(TIMEOUT)
                .header("Accept", CONTENT_TYPE + ", application/json").header("Content-Type", CONTENT_TYPE)
                .method(method, body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
    }

    private static JsonNode answer(HttpResponse<String> response, String method, String path) {
        int status = response.statusCode();
        if (status / 100 != 2) {
            throw new RegistryRefusedException(status, json(response).path("error_code").asInt(0),
                    "schema registry refused " + method + " " + path + ": HTTP " + status + " " + excerpt(response));
        }
        JsonNode answer = json(response);
        if (answer.isMissingNode()) {
            throw new RegistryRefusedException(status, 0, "schema registry answered " + method + " " + path
                    + " with something that is not JSON: " + excerpt(response));
        }
        return answer;
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String excerpt(HttpResponse<String> response) {
        String body = response.body();
        return body.length() <= LONGEST_EXCERPT ? body : body.substring(0, LONGEST_EXCERPT) + "...";
    }
}
