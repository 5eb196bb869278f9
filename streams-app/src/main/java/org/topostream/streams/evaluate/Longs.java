package org.topostream.streams.evaluate;

import java.nio.ByteBuffer;

/// A whole number as a store keeps it.
final class Longs {
    private Longs() {}

    static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    static long of(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
