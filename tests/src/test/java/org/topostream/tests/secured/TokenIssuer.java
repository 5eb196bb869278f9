package org.topostream.tests.secured;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// Gives signed tokens (JWT, RS256) for client credentials, and publishes its key.
public final class TokenIssuer implements AutoCloseable {
    public static final String ISSUER = "the-lab";
    public static final String AUDIENCE = "kafka";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyPair key;
    private final HttpServer server;

    private TokenIssuer(KeyPair key, HttpServer server) {
        this.key = key;
        this.server = server;
    }

    /// @param clients their secrets by name
    public static TokenIssuer start(Map<String, String> clients) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TokenIssuer issuer = new TokenIssuer(generator.generateKeyPair(), server);
        server.createContext("/token", exchange -> issuer.answer(exchange, clients));
        server.start();
        return issuer;
    }

    private void answer(HttpExchange exchange, Map<String, String> clients) throws IOException {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String client = clients.keySet().stream().filter(name -> given.equals("Basic " + Base64.getEncoder()
                .encodeToString((name + ":" + clients.get(name)).getBytes(StandardCharsets.UTF_8)))).findFirst()
                .orElse("");
        String body = client.isEmpty()
                ? "{\"error\":\"invalid_client\"}"
                : "{\"access_token\":\"" + token(client, AUDIENCE, Duration.ofMinutes(5)) + "\",\"token_type\":"
                        + "\"Bearer\",\"expires_in\":300}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(client.isEmpty() ? 401 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    /// @param lasts from now on; less than nothing for one that has ended
    public String token(String subject, String audience, Duration lasts) {
        long now = Instant.now().getEpochSecond();
        String signed = encoded("{\"alg\":\"RS256\",\"kid\":\"k1\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(("{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + audience + "\",\"sub\":\"" + subject
                        + "\",\"scope\":\"all\",\"iat\":" + (now - 600) + ",\"exp\":" + (now + lasts.toSeconds())
                        + "}").getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether a token is of this issuer, for this audience, and has not ended.
    public boolean isGood(String token, String audience) {
        String[] parts = token.split("\\.", -1);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && claims.path("aud").asText().equals(audience)
                    && claims.path("exp").asLong() > Instant.now().getEpochSecond();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException
                | ArrayIndexOutOfBoundsException e) {
            return false;
        }
    }

    /// The public key, as a broker reads it.
    public Path writeKeys(Path file) throws IOException {
        RSAPublicKey open = (RSAPublicKey) key.getPublic();
        return Files.writeString(file, "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"k1\","
                + "\"n\":\"" + encoded(open.getModulus()) + "\",\"e\":\"" + encoded(open.getPublicExponent())
                + "\"}]}");
    }

    private static String encoded(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return encoded(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
