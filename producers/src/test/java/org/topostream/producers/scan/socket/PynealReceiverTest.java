package org.topostream.producers.scan.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.producers.scan.ScannedVolume;

@Timeout(60)
class PynealReceiverTest {
    private final Recorder recorder = new Recorder();
    private PynealReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = PynealReceiver.open(ReceiverSettings.onLoopback(0), recorder);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    /// `np.arange(24).reshape(2, 3, 4) + 100 n`, z fastest.
    private static byte[] array(int number) {
        ByteBuffer bytes = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 24; i++) {
            bytes.putShort((short) (i + 100 * number));
        }
        return bytes.array();
    }

    private static void assertVolume(int number, ScannedVolume volume) {
        assertArrayEquals(new int[]{2, 3, 4}, volume.size());
        for (int x = 0; x < 2; x++) {
            for (int y = 0; y < 3; y++) {
                for (int z = 0; z < 4; z++) {
                    assertEquals((x * 3 + y) * 4 + z + 100 * number, volume.values()[(z * 3 + y) * 2 + x]);
                }
            }
        }
    }

    @Test
    void takesVolumesAndAnswers() throws Exception {
        try (PynealSender sender = new PynealSender(receiver.address())) {
            assertEquals("Received vol 0", sender.send(PynealSender.header(0), array(0)));
            assertEquals("Received vol 1", sender.send(PynealSender.header(1), array(1)));
        }

        ScannedVolume first = recorder.volume("pyneal", 0);
        assertVolume(0, first);
        assertVolume(1, recorder.volume("pyneal", 1));
        assertEquals(OptionalDouble.of(1.5), first.seconds());
        assertArrayEquals(new double[]{2, 0, 0, -90, 0, 2, 0, -126, 0, 0, 2.5, -72, 0, 0, 0, 1}, first.affine());
        assertTrue(recorder.isEmpty());
    }

    @Test
    void goesOnWithTheNumbersOfASenderThatComesBack() throws Exception {
        try (PynealSender sender = new PynealSender(receiver.address())) {
            sender.send(PynealSender.header(0), array(0));
        }
        try (PynealSender sender = new PynealSender(receiver.address())) {
            sender.send(PynealSender.header(2), array(2));
        }

        recorder.volume("pyneal", 0);
        recorder.gap("pyneal", 1, 1);
        assertVolume(2, recorder.volume("pyneal", 2));
    }

    @Test
    void beginsASeriesWithAVolumeZeroThatFollowsAGreeting() throws Exception {
        try (PynealSender sender = new PynealSender(receiver.address())) {
            sender.send(PynealSender.header(0), array(0));
            sender.send(PynealSender.header(0), array(0));
        }
        try (PynealSender sender = new PynealSender(receiver.address())) {
            sender.send(PynealSender.header(0), array(3));
        }

        recorder.volume("pyneal", 0);
        recorder.volume("pyneal", 0);
        assertVolume(3, recorder.volume("pyneal-2", 0));
    }

    @Test
    void saysSoWhereAVolumeDidNotArrive() throws Exception {
        try (PynealSender sender = new PynealSender(receiver.address())) {
            recorder.before(volume -> {
                throw new IOException("the broker is away");
            });

            assertEquals("Not received vol 0", sender.send(PynealSender.header(0), array(0)));

            recorder.gap("pyneal", 0, 0);
            recorder.undisturbed();
            assertEquals("Received vol 1", sender.send(PynealSender.header(1), array(1)));
        }
        recorder.volume("pyneal", 1);
    }

    private void assertRefused(PynealSender sender, String header, String reason) throws InterruptedException {
        String answer = sender.send(header, array(0));
        assertTrue(answer.startsWith("Refused: ") && answer.contains(reason), answer);
        recorder.refusal(reason);
    }

    @Test
    void refusesWhatDoesNotFitAndGoesOn() throws Exception {
        String header = PynealSender.header(0);
        try (PynealSender sender = new PynealSender(receiver.address())) {
            assertRefused(sender, "no JSON", "expected a JSON header, got none");
            assertRefused(sender, "[]", "expected a JSON header, got other JSON");
            assertRefused(sender, header.replace("0, \"dtype\"", "-1, \"dtype\""),
                    "expected volIdx to be a number from 0, got -1");
            assertRefused(sender, header.replace("int16", "complex64"),
                    "expected dtype to be a type of integers or floats, such as int16, got \"complex64\"");
            assertRefused(sender, header.replace("[2, 3, 4]", "[2, 3]"), "expected shape to be three numbers");
            assertRefused(sender, header.replace("-90], ", "-90], [1], "), "expected affine to be 4 rows of 4");
            assertRefused(sender, header.replace("1500", "soon"), "expected JSON in a text of the header, got none");
            assertRefused(sender, header.replace("[2, 3, 4]", "[2, 3, 5]"),
                    "expected 60 bytes of volume 0, as its header says, got 48");
            recorder.gap("pyneal", 0, 0);

            assertEquals("Received vol 1", sender.send(header.replace("0, \"dtype\"", "1, \"dtype\""), array(1)));
        }
        recorder.volume("pyneal", 1);
    }

    @Test
    void readsOtherTypesAndPlainJson() throws Exception {
        String header = "{\"volIdx\": 0, \"dtype\": \">f8\", \"shape\": [1, 1, 2], \"affine\": "
                + "[[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]}";
        try (PynealSender sender = new PynealSender(receiver.address())) {
            sender.send(header, ByteBuffer.allocate(16).putDouble(1.5).putDouble(-2).array());
        }

        ScannedVolume volume = recorder.volume("pyneal", 0);

        assertArrayEquals(new float[]{1.5f, -2}, volume.values());
        assertTrue(volume.seconds().isEmpty());
    }

    @Test
    void takesAHeaderAndItsArrayApart() throws Exception {
        try (PynealSender sender = new PynealSender(receiver.address())) {
            assertEquals("Received vol 0", sender.sendApart(PynealSender.header(0), array(0)));
        }

        assertVolume(0, recorder.volume("pyneal", 0));
    }

    @Test
    void greetsAnyTextButNoArray() throws Exception {
        try (PynealSender sender = new PynealSender(receiver.address())) {
            assertEquals("open", sender.send("open".getBytes(StandardCharsets.UTF_8)));
            assertTrue(sender.send(array(0)).startsWith("Refused: expected a greeting"));
        }

        recorder.refusal("or a header before an array, got 48 bytes");
    }
}
