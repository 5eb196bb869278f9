package org.topostream.schemas.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BearerTokensTest {
    private final AtomicInteger given = new AtomicInteger();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile Instant now = Instant.EPOCH;
    private HttpServer server;

    @BeforeEach
    void issue() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = ("{\"access_token\":\"t" + given.incrementAndGet() + "\",\"expires_in\":100,"
                    + "\"error\":\"invalid_client\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Map<String, String> settings() {
        return new HashMap<>(Map.of(BearerSettings.SOURCE, "OAUTHBEARER", BearerSettings.ISSUER,
                "http://127.0.0.1:" + server.getAddress().getPort() + "/token", BearerSettings.CLIENT_ID, "anna",
                BearerSettings.CLIENT_SECRET, "open:sesame", BearerSettings.SCOPE, "read write",
                BearerSettings.BUFFER, "10"));
    }

    private BearerTokens tokens() {
        return new BearerTokens(BearerSettings.from(settings()), HttpClient.newHttpClient(), () -> now);
    }

    @Test
    void asksWithClientCredentialsAndKeepsTheTokenUntilShortlyBeforeItsEnd() throws Exception {
        BearerTokens tokens = tokens();
        List<String> values = new ArrayList<>();

        for (int second : new int[]{0, 89, 90, 91}) {
            now = Instant.ofEpochSecond(second);
            values.add(tokens.authorization().orElseThrow());
        }

        assertEquals(List.of("Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2"), values);
        assertEquals(RegistryAddress.basic("anna:open%3Asesame") + " grant_type=client_credentials&scope=read+write",
                asked.getFirst());
    }

    @Test
    void letsGoOfATokenThatWasRefused() throws Exception {
        BearerTokens tokens = tokens();
        assertEquals(Optional.of("Bearer t1"), tokens.authorization());

        assertTrue(tokens.renew());

        assertEquals(Optional.of("Bearer t2"), tokens.authorization());
    }

    @Test
    void saysWhoGetsNoTokenAndNoSecret() {
        status = 401;

        RegistryRefusedException refused = assertThrows(RegistryRefusedException.class,
                () -> tokens().authorization());

        assertTrue(refused.getMessage().contains("gives client anna no token: HTTP 401 invalid_client"),
                refused.getMessage());
        assertFalse(refused.getMessage().contains("sesame"), refused.getMessage());
    }

    @Test
    void isAskedAgainWhereTheIssuerIsInTrouble() {
        status = 503;

        assertThrows(IOException.class, () -> tokens().authorization());
    }

    @Test
    void takesAFixedTokenAndTellsItToNobody() throws Exception {
        BearerSettings settings = BearerSettings.from(Map.of(BearerSettings.SOURCE, "STATIC_TOKEN",
                BearerSettings.TOKEN, "sesame"));

        Optional<String> value = new BearerTokens(settings, HttpClient.newHttpClient(), () -> now).authorization();

        assertEquals(Optional.of("Bearer sesame"), value);
        assertFalse(settings.toString().contains("sesame"));
    }

    @Test
    void refusesWhatIsMissingUnknownOrDouble() {
        Map<String, String> missing = settings();
        missing.remove(BearerSettings.CLIENT_SECRET);
        Map<String, String> twice = settings();
        twice.putAll(Map.of(RegistrySettings.URL, "http://a", RegistrySettings.CREDENTIALS_SOURCE, "USER_INFO",
                RegistrySettings.USER_INFO, "a:b"));

        assertThrows(IllegalArgumentException.class, () -> BearerSettings.from(missing));
        assertThrows(IllegalArgumentException.class, () -> BearerSettings.from(Map.of("bearer.auth.tokn", "x")));
        assertThrows(IllegalArgumentException.class, () -> RegistrySettings.from(twice));
    }

    @Test
    void refusesSettingsOfTlsThatAreNone() {
        Map<String, String> misspelt = Map.of(RegistrySettings.URL, "https://a",
                "schema.registry.ssl.trustore.location", "/a");
        Map<String, String> unchecked = Map.of(RegistrySettings.URL, "https://a",
                "schema.registry.ssl.endpoint.identification.algorithm", "");

        assertThrows(IllegalArgumentException.class, () -> RegistrySettings.from(misspelt));
        assertThrows(IllegalArgumentException.class, () -> RegistrySettings.from(unchecked));
    }
}
