package org.topostream.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.topostream.telemetry.health.Health;
import org.topostream.telemetry.metrics.BatchMeters;
import org.topostream.telemetry.metrics.ClientFilter;

/// Serves `/metrics` for Prometheus, and `/health` and `/ready`, which answer with 503 and the reason where the process
/// does not live or does not work. While it is open, Micrometer's global registry has values; without it, counting costs
/// next to nothing.
public final class Monitor implements AutoCloseable {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    static {
        Metrics.globalRegistry.config().meterFilter(new ClientFilter());
    }

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final BatchMeters batches = new BatchMeters(registry);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<Health> health;
    private final HttpServer server;

    private record Answer(int status, String type, String body) {}

    private Monitor(HttpServer server, Supplier<Health> health) {
        this.server = server;
        this.health = health;
    }

    /// Serves at once.
    /// @param port   0 takes any that is free
    /// @param health asked for each answer
    /// @throws IOException where the address is taken, or none of this machine's
    public static Monitor start(String host, int port, Supplier<Health> health) throws IOException {
        Monitor monitor = new Monitor(
                HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0), health);
        monitor.begin();
        return monitor;
    }

    private void begin() {
        registry.gauge("topostream.ready", health, asked -> asked.get().ready() ? 1 : 0);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        Metrics.addRegistry(registry);
        server.createContext("/", exchange -> answer(exchange, this::answer));
        server.setExecutor(threads);
        server.start();
    }

    /// Whether this process serves metrics.
    public static boolean isOpen() {
        return !Metrics.globalRegistry.getRegistries().isEmpty();
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private Answer answer(String path) {
        return switch (path) {
            case "/metrics" -> new Answer(OK, PROMETHEUS, metrics());
            case "/health" -> answer(health.get(), Health::alive);
            case "/ready" -> answer(health.get(), Health::ready);
            default -> new Answer(NOT_FOUND, "text/plain", "expected /metrics, /health or /ready\n");
        };
    }

    private static Answer answer(Health now, Predicate<Health> good) {
        return new Answer(good.test(now) ? OK : UNAVAILABLE, JSON, now.json());
    }

    private String metrics() {
        batches.refresh();
        return registry.scrape();
    }

    private interface Answerer {
        Answer answer(String path);
    }

    private static void answer(HttpExchange exchange, Answerer answerer) throws IOException {
        try (exchange) {
            boolean read = exchange.getRequestMethod().equals("GET") || exchange.getRequestMethod().equals("HEAD");
            Answer answer = read
                    ? answerer.answer(exchange.getRequestURI().getPath())
                    : new Answer(NOT_ALLOWED, "text/plain", "expected GET\n");
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
            if (!head) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        Metrics.removeRegistry(registry);
        collections.close();
        registry.close();
    }
}
