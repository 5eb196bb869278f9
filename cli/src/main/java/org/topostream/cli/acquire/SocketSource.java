package org.topostream.cli.acquire;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.socket.Gap;
import org.topostream.producers.scan.socket.ScannerEvent;
import org.topostream.producers.scan.socket.VolumeListener;
import org.topostream.producers.scan.status.SourceAccount;

/// Passes on what a receiver takes, every series as a run of its name, and says what is refused or missing.
public final class SocketSource implements VolumeListener {
    private final SourceAccount account;
    private final PrintWriter out;
    private final Set<String> runs = ConcurrentHashMap.newKeySet();

    /// @param account where volumes go
    public SocketSource(SourceAccount account, PrintWriter out) {
        this.account = account;
        this.out = out;
    }

    @Override
    public void onVolume(ScannedVolume volume) throws IOException {
        try {
            account.deliver(volume.series(), volume);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while volume " + volume.number() + " was on its way", e);
        }
        if (runs.add(volume.series())) {
            say("Run " + volume.series() + " has begun");
        }
    }

    /// Marks of the scanner side are not trials: those come with the stimulus computer's events.
    @Override
    public void onEvent(ScannerEvent event) {
        say("Event " + event.type() + " " + event.value() + " at volume " + event.number() + " of run "
                + event.series());
    }

    @Override
    public void onRefusal(String reason) {
        account.refused(reason);
        say("Refused: " + reason);
    }

    @Override
    public void onGap(Gap gap) {
        say("Missing: volumes " + gap.first() + " to " + gap.last() + " of run " + gap.series() + ", " + gap.reason());
    }

    private void say(String text) {
        synchronized (out) {
            out.println(text);
            out.flush();
        }
    }
}
