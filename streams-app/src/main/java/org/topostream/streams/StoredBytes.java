package org.topostream.streams;

import java.nio.ByteBuffer;

/// Numbers as a store keeps them: a byte that tells the format's version, then the numbers in 8 bytes each, big endian.
///
/// Stores outlive the program that wrote them. Bytes of version 0 had no such byte, so their length is a multiple of 8;
/// they are read as they are and written anew when they change.
public final class StoredBytes {
    private static final byte VERSION = 1;

    private StoredBytes() {}

    public static byte[] of(long number) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(VERSION).putLong(number).array();
    }

    public static byte[] of(double[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + numbers.length * Double.BYTES).put(VERSION);
        bytes.asDoubleBuffer().put(numbers);
        return bytes.array();
    }

    /// @throws IllegalStateException where another version wrote them
    public static long number(byte[] stored) {
        return content(stored).getLong();
    }

    /// @throws IllegalStateException where another version wrote them
    public static double[] numbers(byte[] stored) {
        ByteBuffer content = content(stored);
        double[] numbers = new double[content.remaining() / Double.BYTES];
        content.asDoubleBuffer().get(numbers);
        return numbers;
    }

    private static ByteBuffer content(byte[] stored) {
        ByteBuffer content = ByteBuffer.wrap(stored);
        if (stored.length % Long.BYTES == 0) {
            return content;
        }
        byte version = content.get();
        if (version != VERSION || content.remaining() % Long.BYTES != 0) {
            throw new IllegalStateException("the stage's store has " + stored.length + " bytes of format version "
                    + version + ", this program reads versions 0 and " + VERSION
                    + "; run the version that wrote them, or reset the stage's consumer group and state");
        }
        return content;
    }
}
