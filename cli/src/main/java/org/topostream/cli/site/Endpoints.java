package org.topostream.cli.site;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// Where a running embedded topostream listens, as it is written into its data folder for other commands to find.
///
/// @param pid of the process
public record Endpoints(String bootstrapServers, String schemaRegistry, long pid) {
    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String REGISTRY = "schema.registry.url";
    private static final String PID = "pid";

    void write(Path file) {
        Properties properties = new Properties();
        properties.setProperty(BOOTSTRAP, bootstrapServers);
        properties.setProperty(REGISTRY, schemaRegistry);
        properties.setProperty(PID, Long.toString(pid));
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, "where this topostream listens");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// Those whose process is alive, of all data folders below a folder.
    public static List<Endpoints> running(Path home) {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(home, 2,
                (path, attributes) -> path.endsWith("endpoints.properties"))) {
            return files.map(Endpoints::read).flatMap(Optional::stream).filter(Endpoints::isAlive).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + home, e);
        }
    }

    private static Optional<Endpoints> read(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
            return Optional.of(new Endpoints(properties.getProperty(BOOTSTRAP, ""),
                    properties.getProperty(REGISTRY, ""), Long.parseLong(properties.getProperty(PID, "-1"))));
        } catch (IOException | IllegalArgumentException e) { // no number, or a damaged escape
            return Optional.empty();
        }
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
