package org.topostream.schemas;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/// Damages bytes the way files and records are damaged.
public final class Mutations {
    private static final int LONGEST = 64;

    private Mutations() {}

    /// One to three damages; the bytes that come are others than those that were given, which stay as they are.
    public static byte[] of(byte[] original, Random random) {
        byte[] damaged = original;
        for (int left = 1 + random.nextInt(3); left > 0 || Arrays.equals(damaged, original); left--) {
            damaged = once(damaged, random);
        }
        return damaged;
    }

    private static byte[] once(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return noise(random);
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> join(bytes, bytes.length, noise(random), bytes.length);
            case 2 -> join(bytes, at, noise(random), at);
            case 3 -> join(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + random.nextInt(LONGEST)));
            case 4 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 5 -> with(bytes, at, (byte) random.nextInt(256));
            default -> filled(bytes, at, at + 1 + random.nextInt(8), (byte) (random.nextBoolean() ? 0xFF : 0));
        };
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        return filled(bytes, at, at + 1, value);
    }

    private static byte[] filled(byte[] bytes, int from, int until, byte value) {
        byte[] changed = bytes.clone();
        Arrays.fill(changed, from, Math.min(changed.length, until), value);
        return changed;
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[1 + random.nextInt(LONGEST)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] join(byte[] bytes, int until, byte[] between, int from) {
        return ByteBuffer.allocate(until + between.length + bytes.length - from).put(bytes, 0, until).put(between)
                .put(bytes, from, bytes.length - from).array();
    }
}
