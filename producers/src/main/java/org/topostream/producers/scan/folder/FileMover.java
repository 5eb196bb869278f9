package org.topostream.producers.scan.folder;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Moves files out of the folder that is watched, into the same sub-folders of another; replaces nothing there.
final class FileMover {
    private static final String REASON = ".reason.txt";

    private final Path input;
    private final VolumeFormat format;

    FileMover(Path input, VolumeFormat format) {
        this.input = input;
        this.format = format;
    }

    /// Moves a file and those that belong to it; does nothing where it is gone.
    /// @param to     the other folder; it is not made, since it may be on a share that is not mounted
    /// @param reason is written beside it
    void move(Path file, Path to, Optional<String> reason) throws IOException {
        if (!Files.isDirectory(to)) {
            throw new IOException("no such folder: " + to);
        }
        if (!Files.exists(file)) {
            return;
        }
        Path target = place(file, to);
        if (reason.isPresent()) {
            Files.writeString(target.resolveSibling(target.getFileName() + REASON), reason.get() + "\n");
        }
        moveOnly(file, target);
        for (Path companion : format.companions(file)) {
            if (Files.exists(companion)) {
                moveOnly(companion, place(companion, to));
            }
        }
    }

    private Path place(Path file, Path to) throws IOException {
        Path wanted = to.resolve(input.relativize(file));
        Files.createDirectories(wanted.getParent());
        Path free = wanted;
        for (int copy = 1; Files.exists(free); copy++) {
            free = wanted.resolveSibling(wanted.getFileName() + "." + copy);
        }
        return free;
    }

    /// A file that is moved to another disk is whole there before it goes away here.
    private static void moveOnly(Path file, Path target) throws IOException {
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Path part = target.resolveSibling(target.getFileName() + ".part");
            Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(file);
        }
    }
}
