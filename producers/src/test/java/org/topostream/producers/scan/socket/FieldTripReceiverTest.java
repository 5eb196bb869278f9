package org.topostream.producers.scan.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.producers.scan.ScannedVolume;

/// Headers and places are NiBabel's, by `fixtures.py`.
@Timeout(60)
class FieldTripReceiverTest {
    private static final int PUT_OK = 0x104;
    private static final int PUT_ERR = 0x105;
    private static final int GET_ERR = 0x205;
    private static final int FLUSH_OK = 0x304;
    private static final int WAIT_ERR = 0x405;

    private final Recorder recorder = new Recorder();
    private FieldTripReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = FieldTripReceiver.open(ReceiverSettings.onLoopback(0), recorder);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private FieldTripClient client() throws IOException {
        return client(ByteOrder.LITTLE_ENDIAN);
    }

    private FieldTripClient client(ByteOrder order) throws IOException {
        return new FieldTripClient(receiver.address(), order);
    }

    private static float[] voxels(int number) {
        float[] voxels = new float[FieldTripClient.VOXELS];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = 100 * number + i;
        }
        return voxels;
    }

    private void putHeader(FieldTripClient client) throws IOException {
        assertEquals(PUT_OK, client.ask(client.header(Fixtures.bytes("nifti.qform"))));
    }

    @Test
    void takesVolumesAndEventsOfEitherByteOrder() throws Exception {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            try (FieldTripClient client = client(order)) {
                putHeader(client);

                assertEquals(PUT_OK, client.ask(client.samples(0, 1)));
                assertEquals(PUT_OK, client.ask(client.samples(1, 2)));
                assertEquals(PUT_OK, client.ask(client.event("trigger", -7, 2)));
            }
            String series = order == ByteOrder.LITTLE_ENDIAN ? "fieldtrip" : "fieldtrip-2";
            ScannedVolume volume = recorder.volume(series, 0);
            assertArrayEquals(voxels(0), volume.values());
            assertArrayEquals(voxels(1), recorder.volume(series, 1).values());
            assertArrayEquals(voxels(2), recorder.volume(series, 2).values());
            assertArrayEquals(new int[]{2, 3, 4}, volume.size());
            assertEquals(OptionalDouble.of(2), volume.seconds());
            assertArrayEquals(Fixtures.numbers("nifti.qform.affine"), volume.affine(), 1e-5);
            assertEquals(new ScannerEvent(series, "trigger", "-7", 2, 3, 4), recorder.event());
        }
        assertTrue(recorder.isEmpty());
    }

    @Test
    void readsWhatComesAByteAtATime() throws Exception {
        try (FieldTripClient client = client()) {
            client.sender().chop(client.header(Fixtures.bytes("nifti.sform"))).chop(client.samples(0, 1));

            ScannedVolume volume = recorder.volume("fieldtrip", 0);

            assertArrayEquals(voxels(0), volume.values());
            assertArrayEquals(Fixtures.numbers("nifti.sform.affine"), volume.affine(), 1e-6);
        }
    }

    @Test
    void answersAPutOnlyOnceTheVolumeHasArrived() throws Exception {
        try (FieldTripClient client = client()) {
            putHeader(client);
            List<Integer> answeredBefore = Collections.synchronizedList(new ArrayList<>());
            recorder.before(volume -> answeredBefore.add(client.sender().answered()));

            assertEquals(PUT_OK, client.ask(client.samples(0, 1)));

            assertEquals(List.of(0), answeredBefore);
        }
    }

    @Test
    void tellsTheSenderOfAVolumeThatDidNotArriveAndTakesItAgain() throws Exception {
        try (FieldTripClient client = client()) {
            putHeader(client);
            recorder.before(volume -> {
                throw new IOException("the broker is away");
            });
            assertEquals(PUT_ERR, client.ask(client.samples(0, 1)));
            recorder.gap("fieldtrip", 0, 0);
            recorder.undisturbed();

            assertEquals(PUT_OK, client.ask(client.samples(0, 1)));
            assertEquals(PUT_OK, client.ask(client.samples(1, 1)));
        }
        recorder.volume("fieldtrip", 0);
        recorder.volume("fieldtrip", 1);
        assertTrue(recorder.isEmpty());
    }

    @Test
    void goesOnAfterTheVolumeThatASenderVanishedIn() throws Exception {
        try (FieldTripClient client = client()) {
            putHeader(client);
            client.ask(client.samples(0, 1));
            byte[] broken = client.samples(1, 1);
            client.sender().send(broken, 0, broken.length - 5);
        }
        recorder.volume("fieldtrip", 0);
        recorder.gap("fieldtrip", 1, 1);

        try (FieldTripClient client = client()) {
            assertEquals(PUT_OK, client.ask(client.samples(2, 1)));
        }

        assertArrayEquals(voxels(2), recorder.volume("fieldtrip", 2).values());
    }

    @Test
    void knowsAVolumeThatIsSentAgainAfterItBroke() throws Exception {
        try (FieldTripClient client = client()) {
            putHeader(client);
            byte[] broken = client.samples(0, 1);
            client.sender().send(broken, 0, broken.length - 5);
        }
        recorder.gap("fieldtrip", 0, 0);

        try (FieldTripClient client = client()) {
            client.ask(client.samples(0, 1));
            client.ask(client.samples(1, 1));
        }

        assertArrayEquals(voxels(0), recorder.volume("fieldtrip", 0).values());
        assertArrayEquals(voxels(1), recorder.volume("fieldtrip", 1).values());
    }

    @Test
    void passesAVolumeOnWithItsNumberWhoseAnswerWasLost() throws Exception {
        try (FieldTripClient client = client()) {
            putHeader(client);
            client.sender().send(client.samples(0, 1));
            recorder.volume("fieldtrip", 0);
            client.sender().reset();
        }

        try (FieldTripClient client = client()) {
            client.ask(client.samples(0, 1));
            client.ask(client.samples(1, 1));
        }

        recorder.volume("fieldtrip", 0);
        assertArrayEquals(voxels(1), recorder.volume("fieldtrip", 1).values());
    }

    @Test
    void answersThoseWhoGetInTheirByteOrder() throws Exception {
        try (FieldTripClient scanner = client(); FieldTripClient reader = client(ByteOrder.BIG_ENDIAN)) {
            assertEquals(GET_ERR, reader.ask(reader.message(0x201, new byte[0])));
            assertEquals(WAIT_ERR, reader.ask(reader.await(0, 0, 10)));
            putHeader(scanner);
            scanner.ask(scanner.samples(0, 3));
            scanner.ask(scanner.event("go", 5, 1));

            ByteBuffer header = reader.get(reader.message(0x201, new byte[0]));
            ByteBuffer samples = reader.get(reader.two(0x202, 1, 2));
            ByteBuffer events = reader.get(reader.message(0x203, new byte[0]));

            assertEquals(List.of(24, 3, 1), List.of(header.getInt(), header.getInt(), header.getInt()));
            assertEquals(0.5f, header.getFloat());
            assertEquals(List.of(6, 356, 5, 348),
                    List.of(header.getInt(), header.getInt(), header.getInt(), header.getInt()));
            byte[] nifti = new byte[348];
            header.get(nifti);
            assertArrayEquals(Fixtures.bytes("nifti.qform"), nifti);
            assertEquals(ByteBuffer.wrap(reader.samples(1, 2)).position(8), samples);
            assertEquals(ByteBuffer.wrap(reader.event("go", 5, 1)).position(8), events);
        }
    }

    @Test
    void refusesToGiveWhatIsNotThere() throws Exception {
        try (FieldTripClient client = client()) {
            putHeader(client);
            client.ask(client.samples(0, 1));

            assertEquals(GET_ERR, client.ask(client.two(0x202, 0, 1)));
            assertEquals(GET_ERR, client.ask(client.two(0x203, 0, 0)));
            assertEquals(GET_ERR, client.ask(client.message(0x202, new byte[3])));
        }
    }

    @Test
    void wakesThoseWhoWaitWhenAVolumeComes() throws Exception {
        try (FieldTripClient scanner = client(); FieldTripClient reader = client()) {
            putHeader(scanner);
            reader.sender().send(reader.await(0, 100, 20_000));

            scanner.ask(scanner.samples(0, 1));

            ByteBuffer answer = reader.answer().position(8);
            assertEquals(List.of(1, 0), List.of(answer.getInt(), answer.getInt()));
            ByteBuffer now = reader.get(reader.await(1, 0, 1));
            assertEquals(List.of(1, 0), List.of(now.getInt(), now.getInt()));
        }
    }

    @Test
    void countsFromZeroInAnotherSeriesAfterAFlush() throws Exception {
        try (FieldTripClient client = client()) {
            putHeader(client);
            client.ask(client.samples(0, 1));
            assertEquals(FLUSH_OK, client.ask(client.message(0x302, new byte[0])));
            assertEquals(FLUSH_OK, client.ask(client.message(0x303, new byte[0])));

            client.ask(client.samples(5, 1));

            recorder.volume("fieldtrip", 0);
            assertArrayEquals(voxels(5), recorder.volume("fieldtrip-2", 0).values());
            assertEquals(FLUSH_OK, client.ask(client.message(0x301, new byte[0])));
            assertEquals(PUT_ERR, client.ask(client.samples(6, 1)));
            recorder.refusal("expected a header first, got none so far");
        }
    }

    @Test
    void takesPutsThatWantNoAnswer() throws Exception {
        try (FieldTripClient client = client()) {
            byte[] header = client.header(Fixtures.bytes("nifti.qform"));
            byte[] samples = client.samples(0, 1);
            header[3] = 5;
            samples[3] = 5;

            client.sender().send(header).send(samples);

            recorder.volume("fieldtrip", 0);
            assertEquals(PUT_OK, client.ask(client.samples(1, 1)));
        }
    }
}
