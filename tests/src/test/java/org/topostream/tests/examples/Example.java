package org.topostream.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// An example that runs in a process of its own.
///
/// @param printed the file of its output
/// @param said    the file of its complaints
record Example(Process process, Path printed, Path said) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// A file below `examples`.
    static String file(String name) {
        return Path.of(System.getProperty("topostream.root"), "examples", name).toString();
    }

    /// The class path that these tests run on: topostream's, and Kafka's tools.
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /// The Java that these tests run on.
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /// @param folder where it may leave files
    static Example start(Path folder, List<String> command, Map<String, String> environment) throws IOException {
        Path printed = Files.createTempFile(folder, "example", ".out");
        Path said = Files.createTempFile(folder, "example", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(printed.toFile()).redirectError(said.toFile());
        builder.environment().putAll(environment);
        builder.environment().merge("PATH", java().getParent().toString(),
                (path, own) -> own + File.pathSeparator + path);
        return new Example(builder.start(), printed, said);
    }

    /// Waits no longer than this for its end.
    boolean ends(Duration within) throws InterruptedException {
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The lines that it printed until it ended by itself, and well.
    List<String> lines() throws IOException, InterruptedException {
        boolean ended = ends(PATIENCE);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        String all = Files.readString(printed) + Files.readString(said);
        assertTrue(ended, () -> "after " + PATIENCE.toSeconds() + " s it still ran, and had printed: " + all);
        assertEquals(0, process.exitValue(), all);
        return Files.readAllLines(printed);
    }
}
