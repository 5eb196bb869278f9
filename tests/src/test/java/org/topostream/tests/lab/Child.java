package org.topostream.tests.lab;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process of the lab, its output in a file.
final class Child {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final String name;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /// @param log what it prints is added to this file
    static Child start(String name, List<String> command, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            return new Child(name, builder.start());
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + name, e);
        }
    }

    /// SIGKILL; it is gone when this returns.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd(PATIENCE);
    }

    /// SIGTERM; it is gone when this returns.
    void stop() throws InterruptedException {
        process.destroy();
        awaitEnd(PATIENCE);
    }

    /// @return with which status it ended
    /// @throws IllegalStateException where it did not in time
    int awaitEnd(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException(name + " did not end within " + limit.toSeconds() + " s and was killed");
        }
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    /// SIGSTOP.
    void suspend() throws InterruptedException {
        signal("STOP");
    }

    /// SIGCONT.
    void resume() throws InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws InterruptedException {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + signal + " of " + name + " ended with " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot send " + signal + " to " + name, e);
        }
    }

    /// Does this when it ends, however it does.
    void whenEnded(Runnable then) {
        process.onExit().thenRun(then);
    }

    String name() {
        return name;
    }
}
