package org.topostream.tests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs what a page tells its reader to type.
final class Shell {
    private Shell() {}

    /// @param printed on both outputs
    record Outcome(int status, String printed) {}

    /// Runs to its end.
    static Outcome run(Path folder, String commands) throws IOException, InterruptedException {
        Path out = Files.createTempFile("topostream-shell", ".out");
        try {
            int status = start(folder, commands, out).waitFor();
            return new Outcome(status, Files.readString(out));
        } finally {
            Files.delete(out);
        }
    }

    /// Starts it, its output in a file.
    static Process start(Path folder, String commands, Path out) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", commands)
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().remove("TOPOSTREAM_HOME");
        return builder.start();
    }
}
