package org.topostream.tests.secured;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/// HTTPS before a registry that has none, for those who log in.
public final class TlsGate implements AutoCloseable {
    private final HttpsServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI behind;
    private final Predicate<String> logins;

    private TlsGate(HttpsServer server, URI behind, Predicate<String> logins) {
        this.server = server;
        this.behind = behind;
        this.logins = logins;
    }

    /// @param behind the registry
    /// @param logins which values of the `Authorization` header are let in
    public static TlsGate start(String behind, KeyStore key, char[] password, Predicate<String> logins)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(key, password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        TlsGate gate = new TlsGate(server, URI.create(behind), logins);
        server.createContext("/", gate::answer);
        server.start();
        return gate;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (logins.test(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))) {
            HttpRequest.Builder request = HttpRequest
                    .newBuilder(URI.create(behind.getScheme() + "://" + behind.getAuthority()
                            + exchange.getRequestURI().getRawPath()))
                    .header("Content-Type", String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            try {
                HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
                write(exchange, answer.statusCode(), answer.body());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else {
            write(exchange, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}".getBytes());
        }
        exchange.close();
    }

    private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /// The registry's address behind this.
    public String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort() + behind.getPath();
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
