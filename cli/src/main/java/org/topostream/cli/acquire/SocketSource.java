package org.topostream.cli.acquire;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.folder.VolumeOutput;
import org.topostream.producers.scan.socket.Gap;
import org.topostream.producers.scan.socket.ScannerEvent;
import org.topostream.producers.scan.socket.VolumeListener;

/// Passes on what a receiver takes, every series as a run of its name, and says what is refused or missing.
public final class SocketSource implements VolumeListener {
    private final VolumeOutput output;
    private final PrintWriter out;
    private final Map<String, Integer> newest = new ConcurrentSkipListMap<>();

    public SocketSource(VolumeOutput output, PrintWriter out) {
        this.output = output;
        this.out = out;
    }

    @Override
    public void onVolume(ScannedVolume volume) throws IOException {
        try {
            output.deliver(volume.series(), volume);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while volume " + volume.number() + " was on its way", e);
        }
        if (newest.put(volume.series(), volume.number()) == null) {
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

    /// The newest volume of every run.
    public String status() {
        StringBuilder text = new StringBuilder();
        newest.forEach((run, number) -> text.append("run ").append(run).append(": newest volume ").append(number)
                .append('\n'));
        return text.toString();
    }
}
