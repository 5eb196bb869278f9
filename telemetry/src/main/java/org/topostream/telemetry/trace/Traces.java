package org.topostream.telemetry.trace;

import java.util.Map;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/// Where spans go, in this process: nowhere, until tracing is started.
public final class Traces {
    /// A setting of Kafka's clients, for producers only.
    public static final String INTERCEPTORS = "producer.interceptor.classes";
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final Map<String, String> DEFAULTS = Map.of("otel.service.name", "topostream",
            "otel.exporter.otlp.protocol", "http/protobuf", "otel.metrics.exporter", "none", "otel.logs.exporter",
            "none");
    private static volatile OpenTelemetry current = OpenTelemetry.noop();
    private static volatile boolean on;

    private Traces() {}

    /// Whether the environment asks for traces.
    public static boolean asked(Map<String, String> environment) {
        return !environment.getOrDefault(ENDPOINT, "").isBlank();
    }

    /// Sends spans over OTLP as OpenTelemetry's own environment variables say, without them to `http://localhost:4318`;
    /// has no effect where tracing is on. What waits is sent when the process ends.
    public static synchronized void start() {
        if (!on) {
            use(AutoConfiguredOpenTelemetrySdk.builder().addPropertiesSupplier(() -> DEFAULTS).build()
                    .getOpenTelemetrySdk());
        }
    }

    /// Adds what makes producers trace to a client's settings.
    public static void into(Map<String, String> settings) {
        settings.merge(INTERCEPTORS, TraceInterceptor.class.getName(), (given, ours) -> given + "," + ours);
    }

    /// Sends spans there, until closed.
    public static synchronized AutoCloseable use(OpenTelemetry telemetry) {
        current = telemetry;
        on = true;
        return () -> {
            current = OpenTelemetry.noop();
            on = false;
        };
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
