package org.topostream.connect;

import java.io.IOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.folder.VolumeOutput;
import org.topostream.producers.scan.socket.Gap;
import org.topostream.producers.scan.socket.ScannerEvent;
import org.topostream.producers.scan.socket.VolumeListener;

/// Passes on what a receiver takes, every series as a run of its name; what is missing or refused goes to the log.
final class VolumeRelay implements VolumeListener {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeRelay.class);

    private final VolumeOutput output;

    VolumeRelay(VolumeOutput output) {
        this.output = output;
    }

    @Override
    public void onVolume(ScannedVolume volume) throws IOException {
        try {
            output.deliver(volume.series(), volume);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the task stopped while volume " + volume.number() + " was on its way", e);
        }
    }

    /// Marks of the scanner side are not trials: those come with the stimulus computer's events.
    @Override
    public void onEvent(ScannerEvent event) {
        LOG.info("scanner event passed over series={} number={} type={} value={}", event.series(), event.number(),
                event.type(), event.value());
    }

    @Override
    public void onRefusal(String reason) {
        LOG.warn("message refused reason={}", reason);
    }

    @Override
    public void onGap(Gap gap) {
        LOG.warn("volumes missing series={} first={} last={} reason={}", gap.series(), gap.first(), gap.last(),
                gap.reason());
    }
}
