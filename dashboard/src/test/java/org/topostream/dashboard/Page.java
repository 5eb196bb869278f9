package org.topostream.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.topostream.dashboard.Samples.Fed;
import org.topostream.dashboard.live.Live;

/// A dashboard on a free port, fed by hand, and what a browser would ask it.
public final class Page implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Dashboard dashboard;
    private final Live live;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE).build();

    private Page(Dashboard dashboard, Live live) {
        this.dashboard = dashboard;
        this.live = live;
    }

    public static Page serve() throws IOException {
        DashboardSettings settings = DashboardSettings.defaults().at("127.0.0.1", 0);
        Live live = Dashboard.live(settings);
        return new Page(Dashboard.serve(live, settings), live);
    }

    public Live live() {
        return live;
    }

    /// Makes it know a subject.
    public Fed feed() {
        return Fed.of(live);
    }

    public URI at(String path) {
        return URI.create(dashboard.url()).resolve(path);
    }

    public HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    public HttpResponse<byte[]> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(method, path, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    /// An answer that goes on.
    public HttpResponse<InputStream> stream(String path, String... headers)
            throws IOException, InterruptedException {
        return client.send(request("GET", path, headers), HttpResponse.BodyHandlers.ofInputStream());
    }

    private HttpRequest request(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).timeout(PATIENCE).method(method,
                HttpRequest.BodyPublishers.noBody());
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    public JsonNode json(String path) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get(path).body());
    }

    /// The sentence of a refusal.
    public static String error(HttpResponse<byte[]> response) throws IOException {
        return new ObjectMapper().readTree(response.body()).get("error").asText();
    }

    public WebSocket.Builder socket() {
        return client.newWebSocketBuilder().connectTimeout(PATIENCE);
    }

    public URI socketAddress() {
        return URI.create(at("/live").toString().replace("http:", "ws:"));
    }

    public static float[] floats(byte[] body) {
        float[] values = new float[body.length / Float.BYTES];
        ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    public static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow(); // First: a server that is stopped waits a while for connections that are open.
        dashboard.close();
    }
}
