package org.topostream.dashboard.door;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.topostream.dashboard.Samples;
import org.topostream.dashboard.Samples.Fed;
import org.topostream.dashboard.http.DashboardServer;
import org.topostream.dashboard.live.FeedState;
import org.topostream.dashboard.live.Live;

/// A server with doors on a free port that knows subject anna, with four voxels, and what a client would send it.
final class DoorPage implements AutoCloseable {
    static final DoorLimits LIMITS = new DoorLimits(20_000_000, 16 * 1024 * 1024, 16, 1000, Duration.ofSeconds(10));
    static final String EVENT = "{\"subject\":\"anna\",\"run\":\"r1\",\"trialId\":\"t1\",\"stimulusId\":\"s1\","
            + "\"onset\":1.5,\"duration\":2}";
    static final String RESPONSE = "{\"subject\":\"anna\",\"stimulusId\":\"s1\",\"trialId\":\"t1\","
            + "\"values\":[1,-2.5,3,0.004]}";
    /// 2 x 1 x 2 voxels of int16: 8 bytes.
    static final String VOLUME = "/volumes?subject=anna&run=r1&number=3&size=2,1,2&type=int16&seconds=1.5"
            + "&affine=2,0,0,-90,0,2,0,-126,0,0,2,-72,0,0,0,1";
    static final String JSON = "application/json";
    static final String BINARY = "application/octet-stream";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Live live = new Live(200, 1_000_000, () -> Samples.NOW);
    private final Fed fed = Fed.of(live);
    private final Doors doors;
    private final DashboardServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE).build();

    private DoorPage(FakeOutput kafka, DoorLimits limits, Optional<VolumeDecoder> decoder) throws IOException {
        live.state(FeedState.LIVE);
        doors = new Doors(kafka, live, limits, decoder);
        server = DashboardServer.start("127.0.0.1", 0, live, Optional.of(doors));
    }

    static DoorPage serve(FakeOutput kafka) throws IOException {
        return serve(kafka, LIMITS);
    }

    /// With somebody who reads files with volumes.
    static DoorPage serve(FakeOutput kafka, DoorLimits limits) throws IOException {
        return new DoorPage(kafka, limits, Optional.of(DoorPage::decode));
    }

    static DoorPage withoutDecoder(FakeOutput kafka) throws IOException {
        return new DoorPage(kafka, LIMITS, Optional.empty());
    }

    /// A file of one byte is a volume of one voxel of that value; one without is a bug.
    private static DecodedVolume decode(byte[] file) throws IOException {
        if (file.length == 0) {
            throw new IllegalStateException("made up");
        }
        if (file.length != 1) {
            throw new IOException("expected 1 byte, got " + file.length);
        }
        return new DecodedVolume(new int[]{1, 1, 1}, new float[]{file[0]},
                new double[]{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, OptionalDouble.of(0.8));
    }

    /// The smallest that passes for a PNG.
    static byte[] png(int... more) {
        byte[] image = new byte[8 + more.length];
        System.arraycopy(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, 0, image, 0, 8);
        for (int i = 0; i < more.length; i++) {
            image[8 + i] = (byte) more[i];
        }
        return image;
    }

    /// int16, little endian: 1, -2, 300 and 32767.
    static byte[] intensities() {
        return new byte[]{1, 0, (byte) 0xFE, (byte) 0xFF, 0x2C, 1, (byte) 0xFF, 0x7F};
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return MAPPER.readTree(response.body());
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    Live live() {
        return live;
    }

    Fed fed() {
        return fed;
    }

    Doors doors() {
        return doors;
    }

    String url() {
        return server.url();
    }

    HttpResponse<byte[]> event(String body, String... headers) throws IOException, InterruptedException {
        return post("/events", JSON, bytes(body), headers);
    }

    HttpResponse<byte[]> response(String body, String... headers) throws IOException, InterruptedException {
        return post("/responses", JSON, bytes(body), headers);
    }

    HttpResponse<byte[]> post(String path, String type, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request("POST", path, BodyPublishers.ofByteArray(body), withType(type, headers)),
                BodyHandlers.ofByteArray());
    }

    CompletableFuture<HttpResponse<byte[]>> postLater(String path, String type, byte[] body) {
        return client.sendAsync(request("POST", path, BodyPublishers.ofByteArray(body), withType(type)),
                BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(method, path, body, headers), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url()).resolve(path)).timeout(PATIENCE)
                .method(method, body);
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    private static String[] withType(String type, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = type;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return all;
    }

    @Override
    public void close() {
        // First the client's connections: a server that is stopped waits a while for those that are open.
        client.shutdownNow();
        server.close();
        doors.close();
    }
}
