package org.topostream.cli.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.errors.SerializationException;

import org.topostream.schemas.registry.RegistrySettings;
import org.topostream.schemas.registry.SchemaCompatibility;

/// A real Apicurio Registry as a child process, on the loopback interface only, its schemas in a file. It refuses schemas
/// that would break readers.
public final class EmbeddedRegistry implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final int TAIL_LINES = 15;

    private final Process process;
    private final String url;
    private final Path log;

    private EmbeddedRegistry(Process process, String url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /// Starts the registry, and waits until it answers.
    ///
    /// @param home   the unpacked Apicurio
    /// @param folder where schemas are kept
    /// @throws IOException where it does not start, with the end of its log
    public static EmbeddedRegistry start(Path home, Path folder) throws IOException, InterruptedException {
        Path runner = home.resolve("quarkus-run.jar");
        if (!Files.exists(runner)) {
            throw new IOException("no Apicurio Registry at " + home.toAbsolutePath()
                    + "; the build unpacks it there (system property " + EmbeddedStack.REGISTRY_HOME
                    + " names another place)");
        }
        Files.createDirectories(folder);
        int port = port(folder.resolve("port"));
        Path log = folder.resolve("registry.log");
        Process process = new ProcessBuilder(command(runner, folder, port)).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        EmbeddedRegistry registry = new EmbeddedRegistry(process,
                "http://127.0.0.1:" + port + "/apis/ccompat/v7", log);
        try {
            registry.awaitReady();
            new SchemaCompatibility(RegistrySettings.from(Map.of(RegistrySettings.URL, registry.url()))).setForAll();
        } catch (IOException | InterruptedException | SerializationException e) {
            registry.close();
            throw e;
        }
        return registry;
    }

    /// The port of the last time, if nobody uses it: clients that are still there find the registry again.
    private static int port(Path file) throws IOException {
        int last = 0;
        try {
            last = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
        } catch (NumberFormatException e) {
            // Cut off as it was written.
        }
        int port = FreePort.preferably(last);
        Files.writeString(file, Integer.toString(port));
        return port;
    }

    private static List<String> command(Path runner, Path folder, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                ownClasses() + System.getProperty("path.separator") + runner.toAbsolutePath()));
        List.of("quarkus.http.host=127.0.0.1", "quarkus.http.port=" + port, "quarkus.management.host=127.0.0.1",
                "quarkus.management.port=" + FreePort.any(), "quarkus.http.access-log.enabled=false",
                "quarkus.banner.enabled=false", "quarkus.log.level=WARN",
                "apicurio.datasource.url=jdbc:h2:file:" + folder.resolve("schemas").toAbsolutePath(),
                "apicurio.datasource.jdbc.initial-size=1", "apicurio.datasource.jdbc.min-size=1",
                "apicurio.datasource.jdbc.max-size=8",
                "apicurio.import.work-dir=" + folder.resolve("import").toAbsolutePath(),
                "apicurio.storage.snapshot.location=" + folder.resolve("snapshot").toAbsolutePath())
                .forEach(setting -> command.add("-D" + setting));
        command.add(RegistryProcess.class.getName());
        command.add(Long.toString(ProcessHandle.current().pid()));
        return command;
    }

    private static String ownClasses() throws IOException {
        try {
            return Path.of(RegistryProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IOException("topostream's classes lie at an odd place", e);
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest subjects = HttpRequest.newBuilder(URI.create(url + "/subjects")).timeout(STOP).build();
            while (!answers(http, subjects)) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    throw new IOException("Apicurio Registry "
                            + (process.isAlive()
                                    ? "did not answer within " + PATIENCE.toSeconds() + " s"
                                    : "ended with status " + process.exitValue())
                            + "; the end of " + log + ":\n" + tail());
                }
                Thread.sleep(LOOK_EVERY);
            }
        }
    }

    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    /// Its Confluent-compatible API.
    public String url() {
        return url;
    }

    /// The child process.
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
