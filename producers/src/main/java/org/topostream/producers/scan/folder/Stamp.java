package org.topostream.producers.scan.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// What tells that a file, or one that belongs to it, has changed. A share that is mounted anew gives files other
/// inodes, but not other stamps.
///
/// @param size  bytes of all of them
/// @param times of all of them, mixed: good for a comparison, but for nothing else, since other computers' clocks jump
public record Stamp(long size, long times) {

    static Stamp of(Path file, List<Path> companions) throws IOException {
        return of(Files.readAttributes(file, BasicFileAttributes.class), companions);
    }

    /// @param companions that are not there count as empty
    static Stamp of(BasicFileAttributes file, List<Path> companions) throws IOException {
        Stamp stamp = new Stamp(file.size(), file.lastModifiedTime().toMillis());
        for (Path companion : companions) {
            try {
                stamp = stamp.with(Files.readAttributes(companion, BasicFileAttributes.class));
            } catch (NoSuchFileException e) {
                stamp = new Stamp(stamp.size, 31 * stamp.times);
            }
        }
        return stamp;
    }

    private Stamp with(BasicFileAttributes companion) {
        return new Stamp(size + companion.size(), 31 * times + companion.lastModifiedTime().toMillis());
    }
}
