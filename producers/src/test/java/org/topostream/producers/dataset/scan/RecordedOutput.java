package org.topostream.producers.dataset.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.topostream.producers.ImageFile;
import org.topostream.producers.scan.ScannedVolume;

/// Keeps what a player sends; fails where it is told to.
public final class RecordedOutput implements ScanOutput {
    private final List<String> sent = new ArrayList<>();
    private final List<ImageFile> pictures = new ArrayList<>();
    private final List<ScannedVolume> volumes = new ArrayList<>();
    private Optional<String> failing = Optional.empty();

    /// What was sent, in order: `picture TRIAL`, `event TRIAL`, `volume RUN/NUMBER`.
    public List<String> sent() {
        return List.copyOf(sent);
    }

    public List<ImageFile> pictures() {
        return List.copyOf(pictures);
    }

    public List<ScannedVolume> volumes() {
        return List.copyOf(volumes);
    }

    /// Fails instead of sending this.
    void failAt(String what) {
        failing = Optional.of(what);
    }

    private void note(String what) throws IOException {
        if (failing.equals(Optional.of(what))) {
            throw new IOException("no " + what);
        }
        sent.add(what);
    }

    @Override
    public void picture(ScanRun run, ScanTrial trial, ImageFile image) throws IOException {
        note("picture " + trial.presentation().trialId());
        pictures.add(image);
    }

    @Override
    public void event(ScanRun run, ScanTrial trial) throws IOException {
        note("event " + trial.presentation().trialId());
    }

    @Override
    public void volume(ScanRun run, ScannedVolume volume) throws IOException {
        note("volume " + run.name() + "/" + volume.number());
        volumes.add(volume);
    }
}
