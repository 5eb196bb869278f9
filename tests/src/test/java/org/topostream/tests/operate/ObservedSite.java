package org.topostream.tests.operate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.topostream.cli.site.DataFolder;
import org.topostream.producers.ExperimentSession;
import org.topostream.producers.Pace;
import org.topostream.producers.ReplayFolder;
import org.topostream.schemas.Site;
import org.topostream.telemetry.trace.Traces;
import org.topostream.tests.SmallBackbone;
import org.topostream.tests.SmallRecording;
import org.topostream.tests.StayingCommand;
import org.topostream.tests.SuiteStack;

/// `topostream up` with metrics and traces on a broker of its own, after a short experiment; made once for all tests that
/// look at it.
///
/// @param spans   all that ended so far
/// @param address of the metrics
public record ObservedSite(Site site, StayingCommand command, InMemorySpanExporter spans, URI address, Path folder,
        SuiteStack stack, Traces.Running tracing) implements AutoCloseable {
    public static final String SUBJECT = "observed";
    public static final String BACKBONE = "observed";
    public static final int TRIALS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Pattern METRICS = Pattern.compile("Metrics: (\\S+)/metrics");

    private static ObservedSite start() {
        try {
            Path folder = Files.createTempDirectory("topostream-observed");
            InMemorySpanExporter spans = InMemorySpanExporter.create();
            SuiteStack stack = SuiteStack.start(folder.resolve("stack"));
            Traces.Running tracing = Traces.use(OpenTelemetrySdk.builder()
                    .setTracerProvider(
                            SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build())
                    .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance())).build());
            Map<String, String> settings = new HashMap<>();
            Traces.into(settings);
            Site site = new Site(stack.bootstrapServers(), stack.schemaRegistry(), settings);
            Path recording = SmallRecording.write(folder.resolve("recording"), TRIALS);
            Files.writeString(recording.resolve("subject.json"), "{\"subject\": \"" + SUBJECT + "\"}");
            StayingCommand command = StayingCommand.start("up", "--bootstrap-server", site.bootstrapServers(),
                    "--schema-registry", site.schemaRegistry(), "--traces", "--backbone",
                    SmallBackbone.write(folder, BACKBONE).toString(), "--subject", SUBJECT, "--no-page",
                    "--steps-per-trial", "2", "--metrics-port", "0", "--data", folder.resolve("data").toString());
            URI address = URI.create(await("metrics", () -> {
                command.requireAlive();
                Matcher printed = METRICS.matcher(command.printed());
                return printed.find() ? Optional.of(printed.group(1)) : Optional.empty();
            }));
            await("all parts", () -> command.printed().contains("is up")
                    ? Optional.of(command)
                    : Optional.empty());
            ExperimentSession session = new ExperimentSession(site, ReplayFolder.open(recording, Optional.empty()),
                    BACKBONE, new Pace(1, 0));
            session.publishSubject();
            session.run(progress -> {});
            return new ObservedSite(site, command, spans, address, folder, stack, tracing);
        } catch (Exception e) {
            throw new IllegalStateException("no site to observe", e);
        }
    }

    /// Waits for something that there is to be within a minute.
    static <T> T await(String what, Callable<Optional<T>> look) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        Optional<T> found = look.call();
        while (found.isEmpty()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("no " + what + " after " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(LOOK_EVERY);
            found = look.call();
        }
        return found.get();
    }

    /// What is served at a path.
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(address.resolve(path));
    }

    static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /// The metrics as they are now.
    Served metrics() throws IOException, InterruptedException {
        return Served.of(get("/metrics").body());
    }

    @Override
    public void close() throws Exception {
        command.close();
        tracing.close();
        stack.close();
        new DataFolder(folder).clear();
    }

    /// Gives tests the site as a parameter.
    public static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ObservedSite.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(ObservedSite.class,
                    key -> ObservedSite.start(), ObservedSite.class);
        }
    }
}
