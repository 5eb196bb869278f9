package org.topostream.producers.scan.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteOrder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FieldTripRefusalsTest {
    private static final int PUT_OK = 0x104;
    private static final int PUT_ERR = 0x105;

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

    @Test
    void refusesPutsThatDoNotFitAndGoesOn() throws Exception {
        try (FieldTripClient client = new FieldTripClient(receiver.address(), ByteOrder.LITTLE_ENDIAN)) {
            assertEquals(PUT_ERR, client.ask(client.header(new byte[348])));
            recorder.refusal("expected a NIfTI-1 header, which begins with 348, of a volume of 3 to 7 axes, got one "
                    + "that begins with 0");
            byte[] other = client.header(Fixtures.bytes("nifti.qform"));
            other[32] = 4;
            assertEquals(PUT_ERR, client.ask(other));
            recorder.refusal("expected a chunk of type 5, a NIfTI-1 header");
            assertEquals(PUT_OK, client.ask(client.header(Fixtures.bytes("nifti.qform"))));
            byte[] channels = client.samples(0, 1);
            channels[8] = 23;
            assertEquals(PUT_ERR, client.ask(channels));
            recorder.refusal("expected samples of 24 channels and type 6, as the header says, got 23 channels");
            byte[] event = client.event("go", 5, 1);
            event[12] = 9;
            assertEquals(PUT_ERR, client.ask(event));
            recorder.refusal("expected an event with 9 bytes of type and 4 of value, got 6 announced");

            assertEquals(PUT_OK, client.ask(client.samples(0, 1)));
        }
        recorder.volume("fieldtrip", 0);
    }

    @Test
    void hangsUpOnOtherProtocolsAndEndlessMessages() throws Exception {
        try (FieldTripClient client = new FieldTripClient(receiver.address(), ByteOrder.LITTLE_ENDIAN)) {
            client.sender().send(new byte[8]);
            client.sender().awaitEnd();
            recorder.refusal("expected messages of version 1, got bytes 0 and 0");
        }
        try (FieldTripClient client = new FieldTripClient(receiver.address(), ByteOrder.LITTLE_ENDIAN)) {
            client.sender().send(client.bytes(8).putShort((short) 1).putShort((short) 0x102).putInt(1 << 30).array());
            client.sender().awaitEnd();
            recorder.refusal("expected at most 134217728 bytes with command 0x102, got 1073741824");
        }
    }
}
