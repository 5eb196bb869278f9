package org.topostream.connect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Volume;

@Timeout(60)
class SocketVolumesSourceTaskTest {
    private static final int VOXELS = 6 * 5 * 4;

    @TempDir
    private Path root;
    private TaskRig rig;
    private int port;

    @BeforeEach
    void open() throws IOException {
        rig = new TaskRig(root, SocketVolumesSourceTask::new);
        port = freePort();
        rig.set("protocol", "afni");
        rig.set("port", Integer.toString(freePort()));
        rig.set("data.port", Integer.toString(port));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Sends what AFNI's realtime plugin is sent, volumes full of their number.
    private Socket send(int volumes) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        OutputStream out = socket.getOutputStream();
        out.write(("ACQUISITION_TYPE 3D+t\nTR 1.5\nXYMATRIX 6 5 4\nXYFOV 18 15 14\nXYZAXES R-L A-P I-S\n"
                + "DATUM short\nBYTEORDER LSB_FIRST\nPREFIX bold\n\0").getBytes(StandardCharsets.US_ASCII));
        for (int number = 0; number < volumes; number++) {
            ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * VOXELS).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                bytes.putShort((short) number);
            }
            out.write(bytes.array());
        }
        out.flush();
        return socket;
    }

    @Test
    void passesOnWhatASenderSends() throws Exception {
        rig.start();
        try (Socket sender = send(2)) {
            rig.take();

            SourceRecord record = rig.poll();

            assertEquals("volumes.s01", record.topic());
            assertEquals("bold/1", record.key());
            Volume volume = rig.decode(record);
            assertEquals("afni", volume.getSource());
            float[] ones = new float[VOXELS];
            Arrays.fill(ones, 1);
            assertArrayEquals(ones, Tensors.floats(volume.getValues()));
            assertEquals(port, sender.getPort());
        }
    }

    @Test
    void aSeriesIsNotTakenForOneThatWasDeliveredBeforeARestart() throws Exception {
        // Given
        rig.start();
        try (Socket sender = send(1)) {
            assertEquals("bold/0", rig.take());
            assertEquals(port, sender.getPort());
        }
        rig.stop();

        // When
        rig.start();

        // Then
        try (Socket sender = send(1)) {
            assertEquals("bold-2/0", rig.take());
            assertEquals(port, sender.getPort());
        }
    }

    @Test
    void stopsWhileAVolumeIsOnItsWay() throws Exception {
        rig.start();
        try (Socket sender = send(1)) {
            assertEquals(List.of("bold/0"), List.of(rig.poll().key()));

            rig.stop();

            assertEquals(port, sender.getPort());
        }
    }

    @Test
    void saysWhereItCannotListen() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            rig.set("data.port", Integer.toString(taken.getLocalPort()));

            ConnectException refused = assertThrows(ConnectException.class, rig::start);

            assertTrue(refused.getMessage().contains("cannot listen at 127.0.0.1:" + taken.getLocalPort()),
                    refused.getMessage());
        }
    }
}
