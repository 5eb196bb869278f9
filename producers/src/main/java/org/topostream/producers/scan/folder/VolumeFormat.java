package org.topostream.producers.scan.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// How files of one kind become volumes. It may keep what it has read: the slices of several files make a volume, and a
/// 4-D file grows. All is called by one thread, one call after the other.
public interface VolumeFormat {
    /// Whether a file is of this kind, by its name alone: it may not be whole yet, or no longer there.
    boolean accepts(Path file);

    /// Whether all that has to be there has been written, so that it can be read. A file that grows is whole whenever
    /// the volumes in it are.
    /// @throws IOException where that cannot be found out just now
    boolean isWhole(Path file) throws IOException;

    /// Reads a file: once when it is new, again when it has changed since, and again where it could not be read.
    ///
    /// @return volumes that are complete now, any number; those that it returned before may be among them or not
    /// @throws BadScanException where it cannot be read; it is tried again for a while, as if it had not been read
    /// @throws IOException      where it cannot be read just now, such as when a share is away
    List<ScannedVolume> read(Path file) throws BadScanException, IOException;

    /// Files that have been read but are not done with: slices whose volume is not complete, a 4-D file that will grow.
    /// They are neither moved nor noted as delivered, so that a program that starts anew reads them again.
    default Set<Path> unfinished() {
        return Set.of();
    }

    /// Other files that belong to a file, such as `run.REC` to `run.PAR`, by its name alone. They are not accepted
    /// themselves; they are waited for and moved with it.
    default List<Path> companions(Path file) {
        return List.of();
    }

    /// What is known of a series that it has returned a volume of.
    /// @param series as [ScannedVolume#series] says
    default SeriesInfo describe(String series) {
        return SeriesInfo.named(series);
    }
}
