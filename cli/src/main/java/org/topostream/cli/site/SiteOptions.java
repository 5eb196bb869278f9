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

import org.topostream.schemas.Secrets;
import org.topostream.schemas.Site;
import org.topostream.schemas.TokenSources;
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
            + "such as security.protocol; bootstrap.servers and schema.registry.url may stand there too. Secrets come "
            + "from elsewhere: config.providers=env,file and $${env:NAME} or $${file:/path:key} (SECURITY.md).")
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

    /// The brokers that options or configuration file name.
    public Optional<String> bootstrap() throws IOException {
        return bootstrapServer.isPresent() ? bootstrapServer : Optional.ofNullable(settings().get(BOOTSTRAP));
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
    /// @throws IllegalArgumentException where a key is unknown, a number out of its range (see [SiteKeys]), or a secret is
    ///     named that there is not
    public Map<String, String> settings() throws IOException {
        Map<String, String> settings = new HashMap<>(config.isPresent() ? written(config.get()) : Map.of());
        if (traces || Traces.asked(System.getenv())) {
            Traces.start();
            Traces.into(settings);
        }
        return settings;
    }

    private static Map<String, String> written(Path file) throws IOException {
        Properties properties = read(file);
        Map<String, String> named = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> named.put(name, properties.getProperty(name)));
        Map<String, String> settings = withSecrets(file, named);
        SiteKeys.require(file, settings);
        return settings;
    }

    private static Map<String, String> withSecrets(Path file, Map<String, String> settings) {
        try {
            Map<String, String> whole = Secrets.resolve(settings);
            TokenSources.allow(whole);
            return whole;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--config " + file + ": " + e.getMessage(), e);
        }
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
