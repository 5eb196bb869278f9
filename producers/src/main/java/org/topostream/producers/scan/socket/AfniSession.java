package org.topostream.producers.scan.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.topostream.producers.scan.ScannedVolume;

/// One connection of a sender for AFNI: commands and images, then maybe more commands and images.
final class AfniSession {
    /// An image that begins so ends a series, and is none (`rtfeedme.c` of AFNI).
    static final byte[] END_MARKER = "Et Earello Endorenna utulien!!".getBytes(StandardCharsets.US_ASCII);

    private final Wire wire;
    private final ReceiverSettings settings;
    private final Deliveries deliveries;
    private final SeriesNames names;
    private final Optional<Integer> dataPort;

    /// @param dataPort where this is a control connection: what it may ask for
    AfniSession(Wire wire, ReceiverSettings settings, Deliveries deliveries, SeriesNames names,
            Optional<Integer> dataPort) {
        this.wire = wire;
        this.settings = settings;
        this.deliveries = deliveries;
        this.names = names;
        this.dataPort = dataPort;
    }

    /// Returns once the sender has left.
    void serve() throws IOException {
        boolean more = true;
        while (more && wire.await()) {
            String text = wire.readText("commands");
            if (dataPort.isPresent() && AfniReceiver.isControl(text, dataPort.get())) {
                return; // AFNI hangs up here; images come to the other port
            }
            AfniAcquisition acquisition = AfniCommands.parse(text).acquisition(settings.messageBytes());
            more = receive(acquisition, series(acquisition));
        }
    }

    /// One series for each channel.
    private List<String> series(AfniAcquisition acquisition) {
        String name = names.next(acquisition.name());
        List<String> series = new ArrayList<>();
        for (int channel = 1; channel <= acquisition.channels(); channel++) {
            series.add(acquisition.channels() == 1 ? name : name + "-channel" + channel);
        }
        return series;
    }

    /// @return whether more commands may follow
    private boolean receive(AfniAcquisition acquisition, List<String> series) throws IOException {
        int number = 0;
        while (wire.await()) {
            try {
                if (!receiveVolume(acquisition, series, number)) {
                    return true;
                }
            } catch (BrokenMessageException e) {
                if (!startsWith(e.received(), END_MARKER)) {
                    lose(series, number, e.getMessage());
                }
                return false;
            }
            number++;
        }
        return false;
    }

    private void lose(List<String> series, int number, String reason) {
        series.forEach(name -> deliveries.lost(name, number, number, reason));
    }

    /// One volume of each channel, their images interleaved.
    /// @return false where the series ends instead
    private boolean receiveVolume(AfniAcquisition acquisition, List<String> series, int number) throws IOException {
        int slices = acquisition.sliceOrder().length;
        byte[][] volumes = new byte[series.size()][slices * acquisition.imageBytes()];
        for (int i = 0; i < slices; i++) {
            for (int channel = 0; channel < series.size(); channel++) {
                byte[] image = wire.read(acquisition.imageBytes(), "image " + (i + 1) + " of " + slices + " of volume "
                        + number + " of " + series.get(channel));
                if (startsWith(image, END_MARKER)) {
                    if (i > 0 || channel > 0) {
                        lose(series, number, "the sender ended the series after " + i + " of " + slices + " images");
                    }
                    return false;
                }
                System.arraycopy(image, 0, volumes[channel], acquisition.sliceOrder()[i] * image.length, image.length);
            }
        }
        for (int channel = 0; channel < series.size(); channel++) {
            deliveries.deliver(volume(acquisition, series.get(channel), number, volumes[channel]));
        }
        return true;
    }

    private static ScannedVolume volume(AfniAcquisition acquisition, String series, int number, byte[] bytes) {
        int[] size = acquisition.size();
        float[] values = acquisition.type().values(ByteBuffer.wrap(bytes).order(acquisition.order()),
                size[0] * size[1] * size[2]);
        return new ScannedVolume(series, number, size.clone(), values, acquisition.affine().clone(),
                acquisition.seconds(), OptionalDouble.empty(),
                acquisition.single() ? OptionalInt.of(1) : OptionalInt.empty());
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
