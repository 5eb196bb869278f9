package org.topostream.cli.site;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import picocli.CommandLine.Option;

import org.topostream.schemas.Site;
import org.topostream.schemas.registry.RegistrySettings;
import org.topostream.telemetry.trace.Traces;

/// Options that every command has: which Kafka, which registry.
public final class SiteOptions {
    private static final String BOOTSTRAP = "bootstrap.servers";

    @Option(names = "--bootstrap-server", paramLabel = "HOST:PORT", description = "Your own Kafka; without it, "
            + "topostream's embedded one.")
    private Optional<String> bootstrapServer = Optional.empty();

    @Option(names = "--schema-registry", paramLabel = "URL", description = "Your own Confluent-compatible schema "
            + "registry; goes with --bootstrap-server.")
    private Optional<String> schemaRegistry = Optional.empty();

    @Option(names = "--config", paramLabel = "FILE", description = "Properties for Kafka's clients and the registry's, "
            + "such as security.protocol; bootstrap.servers and schema.registry.url may stand there too.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--traces", description = "Send traces to an OpenTelemetry collector: every stimulus from being sent to "
            + "its prediction. The variables OTEL_... say where and what (default: off, unless OTEL_EXPORTER_OTLP_ENDPOINT is "
            + "set).")
    private boolean traces;

    /// The site that options or configuration file name; nothing means the embedded one.
    /// @throws IllegalArgumentException where only half of it is named
    public Optional<Site> external() throws IOException {
        Map<String, String> settings = settings();
        Optional<String> bootstrap = bootstrapServer.or(() -> Optional.ofNullable(settings.get(BOOTSTRAP)));
        Optional<String> registry = schemaRegistry.or(() -> Optional.ofNullable(settings.get(RegistrySettings.URL)));
        settings.remove(BOOTSTRAP);
        settings.remove(RegistrySettings.URL);
        if (bootstrap.isPresent() != registry.isPresent()) {
            throw new IllegalArgumentException("--bootstrap-server and --schema-registry go together; only "
                    + (bootstrap.isPresent() ? "the first" : "the second") + " is given");
        }
        return bootstrap.map(servers -> new Site(servers, registry.orElseThrow(), settings));
    }

    /// The named site, or the one embedded topostream that is running.
    /// @throws IllegalArgumentException where none or several are
    public Site running() throws IOException {
        Optional<Site> external = external();
        if (external.isPresent()) {
            return external.get();
        }
        List<Endpoints> running = Endpoints.running(DataFolder.home());
        if (running.size() != 1) {
            throw new IllegalArgumentException((running.isEmpty()
                    ? "no embedded topostream runs below " + DataFolder.home().toAbsolutePath()
                    : running.size() + " embedded topostreams run below " + DataFolder.home().toAbsolutePath())
                    + "; start one with 'topostream up', or name a site with --bootstrap-server and "
                    + "--schema-registry");
        }
        return new Site(running.getFirst().bootstrapServers(), running.getFirst().schemaRegistry(), settings());
    }

    /// What the configuration file says.
    /// @throws IOException              where it cannot be read
    /// @throws IllegalArgumentException where a key is unknown, or a number out of its range; see [SiteKeys]
    public Map<String, String> settings() throws IOException {
        Map<String, String> settings = new HashMap<>();
        if (config.isPresent()) {
            Properties properties = read(config.get());
            properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
            SiteKeys.require(config.get(), settings);
        }
        if (traces || Traces.asked(System.getenv())) {
            Traces.start();
            Traces.into(settings);
        }
        return settings;
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) { // The latter for a damaged escape.
            throw new IOException("--config " + file + ": expected a properties file in UTF-8, got " + e, e);
        }
        return properties;
    }
}
