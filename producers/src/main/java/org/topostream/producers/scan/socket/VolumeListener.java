package org.topostream.producers.scan.socket;

import java.io.IOException;

import org.topostream.producers.scan.ScannedVolume;

/// What becomes of what a receiver takes. Calls of one receiver never overlap.
public interface VolumeListener {
    /// A volume has come, maybe again. The sender is told that it has arrived, where its protocol has words for it,
    /// only once this has returned.
    /// @throws IOException where it could not be kept; the sender is told so, and the volume is reported as a [Gap]
    void onVolume(ScannedVolume volume) throws IOException;

    /// Something happened, by the scanner side's account.
    /// @throws IOException where it could not be kept; the sender is told so
    void onEvent(ScannerEvent event) throws IOException;

    /// Something came that cannot be taken.
    /// @param reason who sent it, what was expected and what came
    void onRefusal(String reason);

    /// Volumes are missing for now: their sender may still send them.
    void onGap(Gap gap);
}
