package org.topostream.producers.scan.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.producers.scan.ScannedVolume;

/// The sender is written from AFNI's *README.realtime*; places are worked out by hand.
@Timeout(60)
class AfniReceiverTest {
    private static final int VOXELS = 2 * 3 * 4;
    private static final String COMMANDS = """
            ACQUISITION_TYPE 3D+t
            TR 2.5
            XYMATRIX 2 3 4
            XYFOV 4 9 20
            XYZAXES R-L A-P I-S
            BYTEORDER LSB_FIRST
            DRIVE_AFNI OPEN_WINDOW axialimage
            NOTE anything
            PREFIX run1
            """;

    private final Recorder recorder = new Recorder();
    private AfniReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = AfniReceiver.open(ReceiverSettings.onLoopback(0), 0, recorder);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    /// Voxel k of volume n is 100 n + k.
    private static byte[] volume(int number) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * VOXELS).order(ByteOrder.LITTLE_ENDIAN);
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            bytes.putShort((short) (100 * number + voxel));
        }
        return bytes.array();
    }

    private static float[] voxels(int number) {
        float[] voxels = new float[VOXELS];
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            voxels[voxel] = 100 * number + voxel;
        }
        return voxels;
    }

    private Sender data() throws IOException {
        return Sender.connect(receiver.dataAddress());
    }

    @Test
    void takesVolumesThatAreAnnouncedOnTheControlPort() throws Exception {
        try (Sender control = Sender.connect(receiver.address())) {
            control.send(text("tcp:localhost:" + receiver.dataAddress().getPort())).awaitEnd();
        }
        try (Sender sender = data()) {
            sender.send(text(COMMANDS)).send(volume(0)).send(volume(1));

            ScannedVolume first = recorder.volume("run1", 0);
            ScannedVolume second = recorder.volume("run1", 1);

            assertArrayEquals(new int[]{2, 3, 4}, first.size());
            assertArrayEquals(voxels(0), first.values());
            assertArrayEquals(voxels(1), second.values());
            assertEquals(OptionalDouble.of(2.5), first.seconds());
            // 2, 3 and 5 mm apart, 0 in the middle; x runs to the left, y to the back
            assertArrayEquals(new double[]{-2, 0, 0, 1, 0, -3, 0, 3, 0, 0, 5, -7.5, 0, 0, 0, 1}, first.affine());
        }
        assertTrue(recorder.isEmpty());
    }

    @Test
    void putsSlicesThatComeAlternatelyInTheirPlaces() throws Exception {
        String commands = "XYMATRIX 1 2 5\nXYFOV 1 2 5\nXYZAXES LR PA IS\nDATUM byte\nNUM_CHAN 2";
        byte[] slicesInTurn = {0, 1, 100, 101, 4, 5, 104, 105, 8, 9, 108, 109, 2, 3, 102, 103, 6, 7, 106, 107};
        try (Sender sender = data()) {
            sender.send(text(commands)).chop(slicesInTurn);

            assertArrayEquals(new float[]{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, recorder.volume("afni-channel1", 0).values());
            assertArrayEquals(new float[]{100, 101, 102, 103, 104, 105, 106, 107, 108, 109},
                    recorder.volume("afni-channel2", 0).values());
        }
    }

    @Test
    void readsFloatsOfTheOtherByteOrder() throws Exception {
        String commands = "ACQUISITION_TYPE 3D\nXYMATRIX 1 1 2\nXYFOV 1 1 2\nXYZAXES L-R P-A I-S\nDATUM float\n"
                + "BYTEORDER MSB_FIRST";
        try (Sender sender = data()) {
            sender.send(text(commands)).send(ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-3e7f).array());

            ScannedVolume volume = recorder.volume("afni", 0);

            assertArrayEquals(new float[]{1.5f, -3e7f}, volume.values());
            assertEquals(1, volume.volumes().orElseThrow());
        }
    }

    @Test
    void readsWhatComesAByteAtATime() throws Exception {
        try (Sender sender = data()) {
            sender.chop(text(COMMANDS)).chop(volume(0)).chop(volume(1));

            assertArrayEquals(voxels(0), recorder.volume("run1", 0).values());
            assertArrayEquals(voxels(1), recorder.volume("run1", 1).values());
        }
    }

    @Test
    void beginsAnotherSeriesAfterTheEndMarker() throws Exception {
        byte[] end = new byte[2 * VOXELS];
        System.arraycopy(AfniSession.END_MARKER, 0, end, 0, AfniSession.END_MARKER.length);
        try (Sender sender = data()) {
            sender.send(text(COMMANDS)).send(volume(0)).send(end).send(text(COMMANDS.replace("run1", "run2")))
                    .send(volume(1)).send(AfniSession.END_MARKER).finish();
        }

        recorder.volume("run1", 0);
        assertArrayEquals(voxels(1), recorder.volume("run2", 0).values());
        assertTrue(recorder.isEmpty());
    }

    @Test
    void reportsTheVolumeThatASenderVanishedIn() throws Exception {
        try (Sender sender = data()) {
            sender.send(text(COMMANDS)).send(volume(0)).send(volume(1), 0, 20);
        }
        recorder.volume("run1", 0);
        recorder.gap("run1", 1, 1);

        try (Sender again = data()) {
            again.send(text(COMMANDS)).send(volume(5));

            assertArrayEquals(voxels(5), recorder.volume("run1-2", 0).values());
        }
    }

    @Test
    void survivesASenderThatIsResetAndOneThatStalls() throws Exception {
        receiver.close();
        receiver = AfniReceiver.open(ReceiverSettings.onLoopback(0)
                .withPatience(Duration.ofMillis(100), Duration.ofHours(1)).withUsedSeries(Set.of("run1")), 0, recorder);
        try (Sender reset = data(); Sender stalled = data()) {
            reset.send(text(COMMANDS)).send(volume(0)).send(volume(1), 0, 1);
            recorder.volume("run1-2", 0);
            reset.reset();
            recorder.gap("run1-2", 1, 1);

            stalled.send(text(COMMANDS)).send(volume(0), 0, 47);

            Gap gap = recorder.gap();
            assertEquals("run1-3", gap.series());
            assertTrue(gap.reason().startsWith("expected 48 bytes of image 1 of 1 of volume 0 of run1-3, got 47: "),
                    gap.reason());
        }
    }

    @Test
    void hangsUpOnSendersThatNeverSayAnything() throws Exception {
        receiver.close();
        receiver = AfniReceiver.open(ReceiverSettings.onLoopback(0)
                .withPatience(Duration.ofSeconds(9), Duration.ofMillis(50)), 0, recorder);
        try (Sender silent = data()) {
            silent.awaitEnd();
        }

        recorder.refusal("expected a message within PT0.05S, got none");
    }

    private void assertRefused(String commands, String reason) throws Exception {
        try (Sender sender = data()) {
            sender.send(text(commands)).awaitEnd();
        }
        recorder.refusal(reason);
    }

    @Test
    void refusesCommandsThatItCannotFollowAndGoesOn() throws Exception {
        assertRefused("GET / HTTP/1.1", "expected AFNI's commands, XYMATRIX among them, got 'GET / HTTP/1.1'");
        assertRefused(COMMANDS.replace("3D+t", "4D"), "expected ACQUISITION_TYPE to be one of [2D+z, 2D+zt, 3D, 3D+t], "
                + "got '4D'");
        assertRefused(COMMANDS.replace("A-P", "L-R"), "expected XYZAXES that point three ways");
        assertRefused(COMMANDS.replace("A-P", "A-Q"), "got 'A-Q'");
        assertRefused(COMMANDS.replace("2 3 4", "2 3"), "expected ZNUM, or a third number of XYMATRIX, got neither");
        assertRefused(COMMANDS.replace("4 9 20", "4 9"), "expected ZDELTA, or a third number of XYFOV, got neither");
        assertRefused(COMMANDS.replace("2 3 4", "9999 9999 9999"), "expected a volume of at most 134217728 bytes");
        assertRefused(COMMANDS + "DATUM complex",
                "expected DATUM to be one of [byte, float, int, short], got 'complex'");
        assertRefused(COMMANDS + "XYZFIRST 1A 2 3", "expected XYZFIRST on side R or L of axis R-L, got '1A'");
        assertRefused(COMMANDS + "TR -1", "expected TR to be larger than 0, got '-1'");

        try (Sender sender = data()) {
            sender.send(text(COMMANDS)).send(volume(0));
            recorder.volume("run1", 0);
        }
    }

    @Test
    void refusesCommandsWithoutEnd() throws Exception {
        try (Sender sender = data()) {
            sender.send(new byte[]{'X'});
            sender.finish();
        }
        recorder.refusal("expected commands and then a zero, got 1 bytes without");

        receiver.close();
        receiver = AfniReceiver.open(ReceiverSettings.onLoopback(0).withLimits(4, 10, 1000), 0, recorder);
        try (Sender sender = data()) {
            sender.send(new byte[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
            recorder.refusal("expected commands of at most 10 bytes and then a zero, got more");
        }
    }

    @Test
    void refusesOtherChannelsAndPrograms() throws Exception {
        try (Sender control = Sender.connect(receiver.address())) {
            control.send(text("shm:eps:8M")).awaitEnd();
        }
        recorder.refusal("got one over 'shm:eps:8M'");
        try (Sender control = Sender.connect(receiver.address())) {
            control.send(text("tcp:here:" + receiver.dataAddress().getPort() + "\nrm -r /")).awaitEnd();
        }
        recorder.refusal("got a program to run for them, 'rm -r /', which is not run");
    }

    @Test
    void turnsAwaySendersThatAreTooMany() throws Exception {
        receiver.close();
        receiver = AfniReceiver.open(ReceiverSettings.onLoopback(0).withLimits(1, 1000, 1000), 0, recorder);
        try (Sender sender = data()) {
            sender.send(text(COMMANDS)).send(volume(0));
            recorder.volume("run1", 0);
            try (Sender second = data()) {
                second.finish();
            }
            recorder.refusal("expected at most 1 connections at a time, got another");

            sender.send(volume(1));

            recorder.volume("run1", 1);
        }
    }

    @Test
    void reportsAVolumeThatCannotBeHandedOn() throws Exception {
        recorder.before(volume -> {
            throw new IOException("the broker is away");
        });
        try (Sender sender = data()) {
            sender.send(text(COMMANDS)).send(volume(0));
            Gap gap = recorder.gap();
            recorder.undisturbed();

            sender.send(volume(1));

            assertTrue(gap.reason().contains("the broker is away"), gap.reason());
            recorder.volume("run1", 1);
        }
    }
}
