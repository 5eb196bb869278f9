package org.topostream.producers.scan.folder;

import java.io.IOException;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// Where volumes go, in their source's numbers.
@FunctionalInterface
public interface VolumeOutput {
    /// Passes a volume on, and returns only once Kafka has it.
    ///
    /// @param run that it belongs to, as events name it
    /// @throws BadScanException     where it can never be taken, such as when it is too large; it is not asked again
    /// @throws IOException          where it cannot be taken now; it is asked again
    /// @throws InterruptedException where the thread is interrupted while it waits
    void deliver(String run, ScannedVolume volume) throws BadScanException, IOException, InterruptedException;
}
