package org.topostream.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.topostream.telemetry.health.Condition;
import org.topostream.telemetry.health.Health;
import org.topostream.telemetry.health.Watched;
import org.topostream.telemetry.metrics.Gauges;
import org.topostream.telemetry.metrics.StageMeters;

class MonitorTest {
    private final List<Watched> parts = new ArrayList<>();

    private record Part(String name, Condition condition) implements Watched {}

    private static HttpResponse<String> ask(Monitor monitor, String method, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + monitor.address().getPort() + path))
                            .method(method, HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private Monitor start(boolean started) throws IOException {
        return Monitor.start("127.0.0.1", 0, () -> Health.of(parts, started));
    }

    @Test
    void isReadyWhereAllPartsAre() throws Exception {
        parts.add(new Part("extract", new Condition.Ready()));
        try (Monitor monitor = start(true)) {
            HttpResponse<String> ready = ask(monitor, "GET", "/ready");

            assertEquals(200, ready.statusCode());
            assertEquals("{\"alive\":true,\"ready\":true,\"parts\":{\"start\":\"ready\",\"extract\":\"ready\"}}\n",
                    ready.body());
        }
    }

    @Test
    void whoWaitsLivesButIsNotReadyAndSaysWhy() throws Exception {
        parts.add(new Part("score", new Condition.Waiting("no encoder is published yet")));
        try (Monitor monitor = start(true)) {
            HttpResponse<String> ready = ask(monitor, "GET", "/ready");
            HttpResponse<String> health = ask(monitor, "GET", "/health");

            assertEquals(503, ready.statusCode());
            assertTrue(ready.body().contains("waiting: no encoder is published yet"), ready.body());
            assertEquals(200, health.statusCode());
        }
    }

    @Test
    void isNotReadyBeforeAllPartsAreStarted() throws Exception {
        try (Monitor monitor = start(false)) {
            assertEquals(503, ask(monitor, "GET", "/ready").statusCode());
        }
    }

    @Test
    void aDeadPartMakesTheProcessDead() throws Exception {
        parts.add(new Part("map", new Condition.Dead("it is ERROR")));
        try (Monitor monitor = start(true)) {
            HttpResponse<String> health = ask(monitor, "GET", "/health");

            assertEquals(503, health.statusCode());
            assertTrue(health.body().contains("dead: it is ERROR"), health.body());
        }
    }

    @Test
    void whatIsCountedIsServedAndGaugesGoWithWhatTheyAreOf() throws Exception {
        try (Monitor monitor = start(true)) {
            StageMeters stage = new StageMeters("extract", Optional.of("vit"), String.class);
            stage.handled(3_000_000);
            stage.refused("backbone vit: expected a JPEG or a PNG, got an image of text");
            try (Gauges gauges = new Gauges("subject", "s1")) {
                gauges.set("topostream.test.value", 1);
                gauges.set("topostream.test.value", 2);
                String served = ask(monitor, "GET", "/metrics").body();

                assertTrue(served.contains(
                        "topostream_stage_seconds_bucket{backbone=\"vit\",record=\"string\",stage=\"extract\",le=\"0.005\"} 1"),
                        served);
                assertTrue(served.contains(
                        "topostream_dead_letters_total{backbone=\"vit\",reason=\"image\",stage=\"extract\"} 1"),
                        served);
                assertTrue(served.contains("topostream_test_value{subject=\"s1\"} 2.0"), served);
                assertTrue(served.contains("topostream_ready 1.0"), served);
            }

            assertFalse(ask(monitor, "GET", "/metrics").body().contains("topostream_test_value"));
        }
    }

    @Test
    void takesGetAndKnownPathsOnly() throws Exception {
        try (Monitor monitor = start(true)) {
            assertEquals(405, ask(monitor, "POST", "/metrics").statusCode());
            assertEquals(404, ask(monitor, "GET", "/../etc/passwd").statusCode());
        }
    }
}
