package org.topostream.cli.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Where an embedded topostream keeps everything.
///
/// @param path the folder
public record DataFolder(Path path) {
    /// Environment variable that moves all data.
    public static final String HOME_VARIABLE = "TOPOSTREAM_HOME";

    /// Where data folders lie: `TOPOSTREAM_HOME`, else `.topostream` in the current folder.
    public static Path home() {
        return Optional.ofNullable(System.getenv(HOME_VARIABLE)).filter(home -> !home.isBlank()).map(Path::of)
                .orElse(Path.of(".topostream"));
    }

    /// Broker and registry.
    public Path stack() {
        return path.resolve("stack");
    }

    /// Local state of the streams.
    public Path state() {
        return path.resolve("state");
    }

    /// The trainer's examples.
    public Path examples(String subject, String backbone) {
        return path.resolve("examples").resolve(subject + "." + backbone);
    }

    /// Says where a running embedded topostream listens.
    public Path endpoints() {
        return path.resolve("endpoints.properties");
    }

    /// Removes everything in it.
    public void clear() {
        if (Files.isDirectory(path)) {
            try (Stream<Path> all = Files.walk(path)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove " + path, e);
            }
        }
    }
}
