package org.topostream.tests.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Option;

import org.topostream.cli.site.DataFolder;

/// Options of every bench that starts a lab.
final class LabFolder {
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Draws what is drawn (default: "
            + "${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--folder", paramLabel = "FOLDER", description = "Where the lab's files and logs lie, which stay "
            + "there (default: a folder that is removed in the end).")
    private Optional<Path> folder = Optional.empty();

    /// Something done with a lab's files.
    interface Work<R> {
        R on(Path files) throws IOException, InterruptedException;
    }

    long seed() {
        return seed;
    }

    /// Does it on the folder.
    /// @throws IOException where something is in it
    <R> R with(Work<R> work) throws IOException, InterruptedException {
        Path files = folder.isPresent() ? empty(folder.get()) : Files.createTempDirectory("lab");
        // However it ends, nothing that it started goes on.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform()
                .unstarted(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        try {
            return work.on(files.toRealPath());
        } finally {
            if (folder.isEmpty()) {
                new DataFolder(files).clear();
            }
        }
    }

    private static Path empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new IOException("--folder " + folder + " is not empty; name one that is, or a new one");
            }
        }
        return folder;
    }

    /// Runs a bench as a program.
    static void run(Callable<Integer> bench, String... arguments) {
        CommandLine command = new CommandLine(bench);
        command.setExecutionExceptionHandler((failure, failed, parsed) -> {
            failure.printStackTrace(failed.getErr());
            return failed.getCommandSpec().exitCodeOnExecutionException();
        });
        System.exit(command.execute(arguments));
    }
}
