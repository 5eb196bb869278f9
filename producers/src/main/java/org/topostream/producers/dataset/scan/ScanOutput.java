package org.topostream.producers.dataset.scan;

import java.io.IOException;

import org.topostream.producers.ImageFile;
import org.topostream.producers.scan.ScannedVolume;

/// Where a replayed scan goes.
public interface ScanOutput {
    /// Sends a picture.
    void picture(ScanRun run, ScanTrial trial, ImageFile image) throws IOException, InterruptedException;

    /// Tells when it was shown, and returns only once Kafka has it.
    void event(ScanRun run, ScanTrial trial) throws IOException, InterruptedException;

    /// Sends a volume, and returns only once Kafka has it.
    void volume(ScanRun run, ScannedVolume volume) throws IOException, InterruptedException;
}
