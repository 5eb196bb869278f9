package org.topostream.telemetry.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/// Where spans go, in this process: nowhere, until tracing is started.
public final class Traces {
    /// A setting of Kafka's clients, for producers only.
    public static final String INTERCEPTORS = "producer.interceptor.classes";
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final Map<String, String> DEFAULTS = Map.of("otel.service.name", "topostream",
            "otel.exporter.otlp.protocol", "http/protobuf", "otel.metrics.exporter", "none", "otel.logs.exporter",
            "none");
    private static final long SEND_SECONDS = 10;
    private static volatile OpenTelemetry current = OpenTelemetry.noop();
    private static volatile boolean on;

    private Traces() {}

    /// Whether the environment asks for traces.
    public static boolean asked(Map<String, String> environment) {
        return !environment.getOrDefault(ENDPOINT, "").isBlank();
    }

    /// Tracing that goes on until it is closed.
    ///
    /// @param flush sends what waits, and returns once that is done
    public record Running(Runnable flush) implements AutoCloseable {
        /// Sends what waits.
        public void send() {
            flush.run();
        }

        @Override
        public void close() {
            synchronized (Traces.class) {
                current = OpenTelemetry.noop();
                on = false;
            }
        }
    }

    /// Sends spans over OTLP as OpenTelemetry's own environment variables say, without them to `http://localhost:4318`;
    /// has no effect where tracing is on. What waits is sent when the process ends.
    public static synchronized void start() {
        if (!on) {
            start(Map.of());
        }
    }

    /// @param settings OpenTelemetry's, where the environment has no others
    static synchronized Running start(Map<String, String> settings) {
        Map<String, String> defaults = new HashMap<>(DEFAULTS);
        defaults.putAll(settings);
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder().addPropertiesSupplier(() -> defaults).build()
                .getOpenTelemetrySdk();
        current = sdk;
        on = true;
        return new Running(() -> sdk.getSdkTracerProvider().forceFlush().join(SEND_SECONDS, TimeUnit.SECONDS));
    }

    /// Adds what makes producers trace to a client's settings.
    public static void into(Map<String, String> settings) {
        settings.merge(INTERCEPTORS, TraceInterceptor.class.getName(), (given, ours) -> given + "," + ours);
    }

    /// Sends spans there, until closed.
    public static synchronized Running use(OpenTelemetry telemetry) {
        current = telemetry;
        on = true;
        return new Running(() -> {});
    }

    /// Whether there are traces.
    public static boolean on() {
        return on;
    }

    static Tracer tracer() {
        return current.getTracer("org.topostream");
    }

    static TextMapPropagator propagator() {
        return current.getPropagators().getTextMapPropagator();
    }
}
