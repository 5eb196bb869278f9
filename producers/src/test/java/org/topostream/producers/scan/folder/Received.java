package org.topostream.producers.scan.folder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// An output that keeps what it is given, unless it is told to fail.
final class Received implements VolumeOutput {
    private static final float TOO_LARGE = 1_000_000;

    private final List<String> volumes = new ArrayList<>();
    private boolean failing;

    /// As when no broker answers.
    void fails(boolean now) {
        failing = now;
    }

    /// `run/number=value` of each volume, in the order of their coming.
    List<String> volumes() {
        return List.copyOf(volumes);
    }

    @Override
    public void deliver(String run, ScannedVolume volume) throws IOException {
        if (failing) {
            throw new IOException("no broker");
        }
        if (volume.values()[0] >= TOO_LARGE) {
            throw new BadScanException("volume " + volume.number() + " is too large");
        }
        StringBuilder values = new StringBuilder();
        for (float value : volume.values()) {
            values.append(values.isEmpty() ? "" : " ").append((int) value);
        }
        volumes.add(run + "/" + volume.number() + "=" + values);
    }
}
