package org.topostream.producers.scan.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A client of a FieldTrip buffer, written from the protocol's description. Its volumes have 2 x 3 x 4 voxels of int16.
final class FieldTripClient implements AutoCloseable {
    static final int VOXELS = 24;
    private static final int INT16 = 6;

    private final Sender sender;
    private final ByteOrder order;

    FieldTripClient(InetSocketAddress address, ByteOrder order) throws IOException {
        sender = Sender.connect(address);
        this.order = order;
    }

    Sender sender() {
        return sender;
    }

    ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(order);
    }

    byte[] message(int command, byte[] body) {
        return bytes(8 + body.length).putShort((short) 1).putShort((short) command).putInt(body.length).put(body)
                .array();
    }

    byte[] header(byte[] nifti) {
        return message(0x101, bytes(24 + 8 + nifti.length).putInt(VOXELS).putInt(0).putInt(0).putFloat(0.5f)
                .putInt(INT16).putInt(8 + nifti.length).putInt(5).putInt(nifti.length).put(nifti).array());
    }

    /// Voxel k of volume n is 100 n + k.
    byte[] samples(int first, int count) {
        ByteBuffer body = bytes(16 + 2 * VOXELS * count).putInt(VOXELS).putInt(count).putInt(INT16)
                .putInt(2 * VOXELS * count);
        for (int i = 0; i < VOXELS * count; i++) {
            body.putShort((short) (100 * (first + i / VOXELS) + i % VOXELS));
        }
        return message(0x102, body.array());
    }

    byte[] event(String type, int value, int sample) {
        byte[] name = type.getBytes(StandardCharsets.UTF_8);
        return message(0x103, bytes(32 + name.length + 4).putInt(0).putInt(name.length).putInt(7).putInt(1)
                .putInt(sample).putInt(3).putInt(4).putInt(name.length + 4).put(name).putInt(value).array());
    }

    byte[] two(int command, int first, int last) {
        return message(command, bytes(8).putInt(first).putInt(last).array());
    }

    byte[] await(int samples, int events, int millis) {
        return message(0x402, bytes(12).putInt(samples).putInt(events).putInt(millis).array());
    }

    /// @return the command of the answer
    int ask(byte[] message) throws IOException {
        sender.send(message);
        return answer().getShort(2);
    }

    /// @return what follows the eight bytes of the answer
    ByteBuffer get(byte[] message) throws IOException {
        sender.send(message);
        return answer().position(8).slice().order(order);
    }

    /// A whole message.
    ByteBuffer answer() throws IOException {
        ByteBuffer start = ByteBuffer.wrap(sender.read(8)).order(order);
        return bytes(8 + start.getInt(4)).put(start).put(sender.read(start.getInt(4))).flip();
    }

    @Override
    public void close() {
        sender.close();
    }
}
