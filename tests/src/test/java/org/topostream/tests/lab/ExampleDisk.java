package org.topostream.tests.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A disk of its own for the trainer's examples, which can be full.
///
/// It is a file system in memory, which takes the right to mount one: root's, or that of a user in a namespace of its own
/// (`unshare --map-root-user --mount`).
final class ExampleDisk implements AutoCloseable {
    private static final String SIZE = "4g";

    private final Path folder;

    private ExampleDisk(Path folder) {
        this.folder = folder;
    }

    /// Mounts it.
    /// @throws IOException where that is not allowed
    static ExampleDisk mount(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        run(List.of("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "topostream-examples", folder.toString()));
        return new ExampleDisk(folder);
    }

    /// Leaves no byte free.
    void fill() throws IOException, InterruptedException {
        long used = Files.getFileStore(folder).getTotalSpace() - Files.getFileStore(folder).getUnallocatedSpace();
        resize(Long.toString(used));
    }

    /// As large as it was.
    void free() throws IOException, InterruptedException {
        resize(SIZE);
    }

    private void resize(String size) throws IOException, InterruptedException {
        run(List.of("mount", "-o", "remount,size=" + size, folder.toString()));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run(List.of("umount", folder.toString()));
    }
}
