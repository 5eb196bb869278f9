package org.topostream.telemetry.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/// What a collector receives.
class ExportTest {
    private record Received(String path, String type, byte[] body) {}

    @Test
    void spansReachACollectorOverOtlp() throws Exception {
        BlockingQueue<Received> received = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            received.add(new Received(exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Content-Type"), exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        RecordHeaders headers = new RecordHeaders();
        try (Traces.Running running = Traces.start(Map.of("otel.exporter.otlp.endpoint",
                "http://127.0.0.1:" + collector.getAddress().getPort()))) {
            StageSpan.begin("extract", Optional.of("vit"), "stimuli", 2, 17, "s3", headers).close();
            running.send();
        } finally {
            collector.stop(0);
        }

        Received first = received.poll(10, TimeUnit.SECONDS);
        assertEquals("/v1/traces", first.path());
        assertEquals("application/x-protobuf", first.type());
        String body = new String(first.body(), StandardCharsets.ISO_8859_1);
        assertTrue(body.contains("extract") && body.contains("topostream") && body.contains("s3"), body);
        assertEquals(1, headers.toArray().length);
    }

    @Test
    void withoutTracingNothingIsAddedToRecords() {
        RecordHeaders headers = new RecordHeaders();

        StageSpan.begin("extract", Optional.of("vit"), "stimuli", 2, 17, "s3", headers).close();

        assertEquals(0, headers.toArray().length);
    }

    @Test
    void anEndpointInTheEnvironmentAsksForTraces() {
        assertTrue(Traces.asked(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318")));
        assertEquals(false, Traces.asked(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " ")));
        assertEquals(false, Traces.asked(Map.of()));
    }
}
