package org.topostream.producers.scan.folder;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks which files there are. What goes away while it looks is not there.
final class FolderListing {
    private final FolderSettings settings;
    private final VolumeFormat format;

    FolderListing(FolderSettings settings, VolumeFormat format) {
        this.settings = settings;
        this.format = format;
    }

    /// Files that the format accepts; nothing where there is no folder, as when a share is not mounted.
    Optional<Map<Path, Stamp>> list() {
        if (!Files.isDirectory(settings.input())) {
            return Optional.empty();
        }
        Map<Path, Stamp> found = new HashMap<>();
        try {
            Files.walkFileTree(settings.input(), Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE,
                    new Visitor(found));
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(found);
    }

    Stamp stamp(Path file) throws IOException {
        return Stamp.of(file, format.companions(file));
    }

    private boolean isWanted(Path file) {
        return settings.files().matcher(file.getFileName().toString()).matches() && format.accepts(file);
    }

    private boolean isOurs(Path folder) {
        Optional<Path> same = Optional.of(folder);
        return same.equals(settings.finished()) || same.equals(settings.error());
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Map<Path, Stamp> found;

        Visitor(Map<Path, Stamp> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean isRoot = folder.equals(settings.input());
            return !isRoot && (isOurs(folder) || isHidden(folder))
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(file) && isWanted(file)) {
                try {
                    found.put(file, Stamp.of(attributes, format.companions(file)));
                } catch (IOException e) {
                    return FileVisitResult.CONTINUE; // Its companion cannot be reached just now.
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException reason) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException reason) {
            return FileVisitResult.CONTINUE;
        }
    }
}
