package org.topostream.producers.scan.socket;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.schemas.Cases;
import org.topostream.schemas.Mutations;

/// Damaged conversations end in volumes, gaps and refusals; nothing else is thrown, and the next sender is served.
@Timeout(300)
class SocketFuzzTest {
    private static final int CASES = 400;
    private static final ReceiverSettings SETTINGS = ReceiverSettings.onLoopback(0).withLimits(64, 4096, 1 << 16);

    private final Counter counter = new Counter();

    /// Keeps no more of it all than the test asks for.
    private static final class Counter implements VolumeListener {
        private final Recorder last = new Recorder();
        private int refusals;

        @Override
        public void onVolume(ScannedVolume volume) throws IOException {
            if (volume.series().startsWith("good")) {
                last.onVolume(volume);
            }
        }

        @Override
        public void onEvent(ScannerEvent event) {
            // any will do
        }

        @Override
        public synchronized void onRefusal(String reason) {
            refusals++;
            if (reason.contains("java.")) {
                last.onRefusal(reason); // an exception that nobody foresaw
            }
        }

        @Override
        public void onGap(Gap gap) {
            // any will do
        }

        synchronized int refusals() {
            return refusals;
        }
    }

    private void send(InetSocketAddress address, byte[] conversation) throws IOException {
        try (Sender sender = Sender.connect(address)) {
            try {
                sender.send(conversation);
            } catch (IOException e) {
                return; // it hung up already
            }
            sender.finish();
        }
    }

    private void assertSurvived() {
        assertTrue(counter.refusals() > 0, "nothing was refused");
        assertTrue(counter.last.isEmpty(), "something was thrown");
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] afni(String name) {
        String commands = "ACQUISITION_TYPE 3D+t\nTR 2\nXYMATRIX 2 3 4\nXYFOV 2 3 4\nXYZAXES R-L A-P I-S\nDATUM byte\n"
                + "XYZFIRST 1 2 3\nNUM_CHAN 1\nBYTEORDER LSB_FIRST\nPREFIX " + name + "\n\0";
        return join(commands.getBytes(StandardCharsets.US_ASCII), new byte[3 * 24]);
    }

    @Test
    void afnisReceiverSurvives() throws Exception {
        byte[] conversation = afni("damaged");
        try (AfniReceiver receiver = AfniReceiver.open(SETTINGS, 0, counter)) {
            Cases.run(CASES, (random, number) -> send(
                    number % 3 == 0 ? receiver.address() : receiver.dataAddress(),
                    Mutations.of(conversation, random)));
            assertSurvived();

            send(receiver.dataAddress(), afni("good"));

            counter.last.volume("good", 0);
        }
    }

    @Test
    void murfisReceiverSurvives() throws Exception {
        byte[] image = Fixtures.bytes("murfi.mosaic");
        byte[] good = image.clone();
        System.arraycopy("good\0".getBytes(StandardCharsets.US_ASCII), 0, good, 12, 5);
        try (MurfiReceiver receiver = MurfiReceiver.open(SETTINGS, MurfiReceiver.FIRST, counter)) {
            Cases.run(CASES, (random, number) -> send(receiver.address(), Mutations.of(image, random)));
            assertSurvived();

            send(receiver.address(), good);

            counter.last.volume("good", 6);
        }
    }

    @Test
    void fieldTripsReceiverSurvives() throws Exception {
        try (FieldTripReceiver receiver = FieldTripReceiver.open(SETTINGS, counter);
                FieldTripClient client = new FieldTripClient(receiver.address(), ByteOrder.LITTLE_ENDIAN)) {
            byte[] conversation = join(client.header(Fixtures.bytes("nifti.qform")), client.samples(0, 2),
                    client.event("go", 1, 0), client.two(0x202, 0, 1), client.message(0x201, new byte[0]),
                    client.message(0x302, new byte[0]), client.samples(2, 1));

            Cases.run(CASES, (random, number) -> send(receiver.address(), Mutations.of(conversation, random)));

            assertSurvived();
            assertTrue(client.ask(client.header(Fixtures.bytes("nifti.qform"))) == 0x104
                    && client.ask(client.samples(0, 1)) == 0x104, "the next sender was not served");
        }
    }

    @Test
    void pynealsHeadersAreReadOrRefused() {
        byte[] header = PynealSender.header(3).getBytes(StandardCharsets.UTF_8);
        int[] refused = new int[1];

        Cases.run(5_000, (random, number) -> {
            try {
                PynealHeader.parse(Mutations.of(header, random), 1 << 16);
            } catch (BadScanException e) {
                refused[0]++;
                assertFalse(e.getMessage().isBlank());
            }
        });

        assertTrue(refused[0] > 0, "no header was refused");
    }
}
