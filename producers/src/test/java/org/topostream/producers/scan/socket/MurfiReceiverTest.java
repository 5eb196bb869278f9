package org.topostream.producers.scan.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.producers.scan.ScannedVolume;

/// Images are those of `fixtures.py`: voxel x, y, z is 100 z + 10 y + x - 50, and `currentTR` 7 is volume 6.
@Timeout(60)
class MurfiReceiverTest {
    private static final String SERIES = "1.3.12.2.1107.5.2.43";
    private static final int CURRENT = 548;
    private static final int TYPE = 412;

    private final Recorder recorder = new Recorder();
    private MurfiReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = MurfiReceiver.open(ReceiverSettings.onLoopback(0), MurfiReceiver.FIRST, recorder);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private void send(byte[] image) throws IOException {
        try (Sender sender = Sender.connect(receiver.address())) {
            sender.send(image);
        }
    }

    private static byte[] numbered(int current) throws IOException {
        byte[] image = Fixtures.bytes("murfi.mosaic");
        ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putInt(CURRENT, current);
        return image;
    }

    private static void assertVoxels(ScannedVolume volume) {
        float[] expected = new float[30];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = 100 * (i / 6) + 10 * (i / 3 % 2) + i % 3 - 50;
        }
        assertArrayEquals(new int[]{3, 2, 5}, volume.size());
        assertArrayEquals(expected, volume.values());
    }

    @Test
    void takesMosaics() throws Exception {
        send(Fixtures.bytes("murfi.mosaic"));

        recorder.gap(SERIES, 0, 5);
        ScannedVolume volume = recorder.volume(SERIES, 6);

        assertVoxels(volume);
        assertArrayEquals(new double[]{-2, 0, 0.5, 90, 0, 2.5, 0, -126, 0.25, 0, 3, -72, 0, 0, 0, 1}, volume.affine());
        assertEquals(OptionalDouble.of(1.5), volume.seconds());
        assertEquals(OptionalInt.of(12), volume.volumes());
    }

    @Test
    void takesSlicesOneAfterTheOtherAndTheOtherByteOrder() throws Exception {
        send(Fixtures.bytes("murfi.slices"));

        assertVoxels(recorder.volume(SERIES, 7));
    }

    @Test
    void keepsWhatIsCorrectedForMotionApart() throws Exception {
        send(Fixtures.bytes("murfi.mosaic"));
        recorder.volume(SERIES, 6);

        send(Fixtures.bytes("murfi.corrected"));

        assertVoxels(recorder.volume(SERIES + "-moco", 6));
    }

    @Test
    void takesSeveralImagesOnAConnectionAByteAtATimeWithTheirLengthsBefore() throws Exception {
        byte[] image = numbered(1);
        byte[] lengths = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(616).putInt(image.length - 616)
                .array();
        try (Sender sender = Sender.connect(receiver.address())) {
            sender.chop(lengths).chop(image).chop(numbered(2));

            assertVoxels(recorder.volume(SERIES, 0));
            assertVoxels(recorder.volume(SERIES, 1));
        }
        assertTrue(recorder.isEmpty());
    }

    @Test
    void goesOnWithTheSendersNumbersAfterItVanished() throws Exception {
        send(numbered(1));
        recorder.volume(SERIES, 0);
        byte[] second = numbered(2);
        try (Sender sender = Sender.connect(receiver.address())) {
            sender.send(second, 0, second.length - 1);
        }
        recorder.gap(SERIES, 1, 1);

        send(numbered(3));

        recorder.volume(SERIES, 2);
        assertTrue(recorder.isEmpty());
    }

    @Test
    void passesRepeatsOnWithTheirNumberAndReportsJumps() throws Exception {
        send(numbered(1));
        recorder.volume(SERIES, 0);
        send(numbered(1));
        recorder.volume(SERIES, 0);

        send(numbered(4));

        recorder.gap(SERIES, 1, 2);
        recorder.volume(SERIES, 3);
    }

    @Test
    void countsFromZeroForSendersThatDo() throws Exception {
        receiver.close();
        receiver = MurfiReceiver.open(ReceiverSettings.onLoopback(0), 0, recorder);

        send(numbered(0));

        recorder.volume(SERIES, 0);
    }

    private void assertRefused(byte[] image, String reason) throws Exception {
        send(image);
        recorder.refusal(reason);
    }

    @Test
    void refusesWhatIsNoImageAndGoesOn() throws Exception {
        assertRefused(numbered(0), "expected currentTR from 1 to 12, got 0 of series " + SERIES);
        assertRefused(numbered(13), "expected currentTR from 1 to 12, got 13 of series " + SERIES);
        assertRefused("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII), "got 'GET '");
        byte[] image = numbered(1);
        image[8] = 9;
        assertRefused(image, "expected MURFI's header of version 1 to 4, got 9");
        image = numbered(1);
        image[TYPE] = 'b';
        assertRefused(image, "got 'bnt16_t'");
        image = numbered(1);
        image[467] = 127;
        assertRefused(image, "expected 1 to 16384 voxels along each axis");
        image = numbered(1);
        image[12] = 0;
        assertRefused(image, "expected the UID of a series in MURFI's header, got none");

        send(numbered(1));

        recorder.volume(SERIES, 0);
    }
}
