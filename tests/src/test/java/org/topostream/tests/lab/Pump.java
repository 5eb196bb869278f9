package org.topostream.tests.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.topostream.producers.ImageFile;
import org.topostream.producers.Presentation;
import org.topostream.producers.StimulusSender;
import org.topostream.producers.phantom.PhantomImages;
import org.topostream.schemas.Site;
import org.topostream.schemas.avro.Split;

/// Sends stimuli that nobody answers, as fast as is wanted: each has a name of its own, the pictures come again.
final class Pump implements AutoCloseable {
    static final String PREFIX = "load-";
    private static final int PICTURES = 64;
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final StimulusSender sender;
    private final List<ImageFile> pictures = new ArrayList<>();
    private int sent;

    Pump(Site site) throws IOException {
        sender = new StimulusSender(site);
        for (int picture = 0; picture < PICTURES; picture++) {
            pictures.add(new ImageFile(PhantomImages.jpeg(picture), Optional.empty()));
        }
    }

    /// Sends one.
    /// @return its name
    String send() throws IOException {
        String stimulus = PREFIX + sent;
        sender.send(new Presentation("", stimulus, Split.TRAIN), "load", pictures.get(sent % PICTURES));
        sent++;
        return stimulus;
    }

    /// Sends so many, as fast as they are taken.
    void send(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            send();
        }
        sender.flush();
    }

    /// Sends at a rate, or as near to it as the broker takes them.
    /// @param rate stimuli a second
    /// @return how many
    int send(double rate, Duration length) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        int before = sent;
        for (long passed = 0; passed < length.toNanos(); passed = System.nanoTime() - begin) {
            while (sent - before < passed / 1e9 * rate) {
                send();
            }
            Thread.sleep(PAUSE);
        }
        sender.flush();
        return sent - before;
    }

    /// How many so far.
    int sent() {
        return sent;
    }

    @Override
    public void close() {
        sender.close();
    }
}
