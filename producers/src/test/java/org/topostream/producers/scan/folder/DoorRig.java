package org.topostream.producers.scan.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder with a [FolderDoor], which looks ten times a second of a clock that passes in no time. Files are read when
/// they have stood still for 0.2 s, at the third look, and taken for bad after 1 s.
final class DoorRig implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    /// Of the first file that is written; each later one is a second younger.
    private static final long FIRST_TIME = 1_700_000_000_000L;

    private final Path root;
    private final Map<String, String> settings = new HashMap<>();
    private final ManualClock clock = new ManualClock();
    private final Received received = new Received();
    private Optional<FolderDoor> door = Optional.empty();
    private int writes;

    DoorRig(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(input());
        settings.put(FolderSettings.INPUT, input().toString());
        settings.put(FolderSettings.LEDGER, ledger().toString());
        settings.put(FolderSettings.PATIENCE, "1000");
    }

    Path input() {
        return root.resolve("in");
    }

    Path ledger() {
        return root.resolve("state/ledger");
    }

    /// Makes a folder and sets it.
    Path folder(String key, String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        set(key, folder.toString());
        return folder;
    }

    void set(String key, String value) {
        settings.put(key, value);
    }

    Received received() {
        return received;
    }

    Path write(String name, String... lines) throws IOException {
        return write(input(), name, lines);
    }

    Path write(Path folder, String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
        writes++;
        return date(file, 1_000L * writes);
    }

    /// Gives a file a time, in milliseconds.
    Path date(Path file, long time) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.fromMillis(FIRST_TIME + time));
    }

    /// Looks at the folder this many times.
    void look(int times) throws IOException, InterruptedException {
        if (door.isEmpty()) {
            door = Optional.of(FolderDoor.open(FolderSettings.of(settings), new TextFormat(), received, clock));
        }
        for (int i = 0; i < times; i++) {
            door.get().poll();
            clock.pause(INTERVAL);
        }
    }

    FolderStatus status() {
        return door.orElseThrow().status();
    }

    /// The share is no longer mounted; what is on it stays.
    Path unmount() throws IOException {
        return Files.move(input(), root.resolve("share"));
    }

    /// The share is mounted anew: the same files, with other inodes.
    void mount() throws IOException {
        Path share = root.resolve("share");
        try (Stream<Path> all = Files.walk(share)) {
            List<Path> paths = all.toList();
            for (Path path : paths) {
                Path target = input().resolve(share.relativize(path));
                if (!Files.isDirectory(target)) {
                    Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            for (Path path : paths.reversed()) {
                Files.delete(path);
            }
        }
    }

    /// Ends the program; the next look is a new one's.
    void restart() throws IOException {
        close();
        door = Optional.empty();
    }

    @Override
    public void close() throws IOException {
        if (door.isPresent()) {
            door.get().close();
        }
    }
}
