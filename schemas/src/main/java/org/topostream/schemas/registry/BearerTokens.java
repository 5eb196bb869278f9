package org.topostream.schemas.registry;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Has a token at hand as long as one is good, and fetches the next before it ends.
final class BearerTokens {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int SERVER_ERROR = 500;
    /// RFC 6749 leaves open how long a token lasts that does not say.
    private static final long UNSAID_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BearerSettings settings;
    private final HttpClient http;
    private final InstantSource clock;
    private Optional<Token> held = Optional.empty();

    private record Token(String text, Instant until) {}

    BearerTokens(BearerSettings settings, HttpClient http, InstantSource clock) {
        this.settings = settings;
        this.http = http;
        this.clock = clock;
    }

    /// Value of the `Authorization` header, where a token is to be sent.
    /// @throws RegistryRefusedException where no token is given to these credentials
    /// @throws IOException              where whoever gives them does not answer
    synchronized Optional<String> authorization() throws IOException, InterruptedException {
        return switch (settings) {
            case BearerSettings.None none -> Optional.empty();
            case BearerSettings.Fixed fixed -> Optional.of("Bearer " + fixed.token());
            case BearerSettings.ClientCredentials credentials -> Optional.of("Bearer " + good(credentials).text());
        };
    }

    private Token good(BearerSettings.ClientCredentials credentials) throws IOException, InterruptedException {
        Optional<Token> good = held.filter(token -> clock.instant().isBefore(token.until()));
        Token token = good.isPresent() ? good.get() : fetch(credentials);
        held = Optional.of(token);
        return token;
    }

    /// Lets go of a token that was refused.
    /// @return whether another may do better
    synchronized boolean renew() {
        boolean fetched = held.isPresent();
        held = Optional.empty();
        return fetched;
    }

    private Token fetch(BearerSettings.ClientCredentials credentials) throws IOException, InterruptedException {
        String scope = credentials.scope().isEmpty() ? "" : "&scope=" + escaped(credentials.scope());
        HttpRequest request = HttpRequest.newBuilder(credentials.issuer()).timeout(TIMEOUT)
                .header("Authorization", RegistryAddress.basic(
                        escaped(credentials.id()) + ":" + escaped(credentials.secret())))
                .header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials" + scope)).build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= SERVER_ERROR) {
            throw new IOException("HTTP " + response.statusCode() + " of " + credentials.issuer());
        }
        JsonNode answer = json(response.body());
        String token = answer.path("access_token").asText("");
        if (response.statusCode() != 200 || token.isEmpty()) {
            // Not its body: it may hold a token, whatever its status says.
            throw new RegistryRefusedException(response.statusCode(), 0, credentials.issuer() + " gives client "
                    + credentials.id() + " no token: HTTP " + response.statusCode() + " "
                    + answer.path("error").asText("").replaceAll("[^a-z_]", ""));
        }
        Duration lasts = Duration.ofSeconds(answer.path("expires_in").asLong(UNSAID_SECONDS));
        Duration early = credentials.buffer().compareTo(lasts.dividedBy(2)) < 0
                ? credentials.buffer()
                : lasts.dividedBy(2);
        return new Token(token, clock.instant().plus(lasts.minus(early)));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
