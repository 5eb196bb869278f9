package org.topostream.factortopy.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.schemas.Cases;
import org.topostream.schemas.Mutations;

/// Damaged pictures of every kind are decoded or refused; nothing else is thrown, and memory stays within the limits.
@Timeout(120)
class ImageFuzzTest {
    private static final int MOST_PIXELS = 200_000;
    /// As [ImageDecoder] documents it: 11 bytes a pixel and three times the file; what is left is for tables.
    private static final long MOST_BYTES = 11L * MOST_PIXELS + 4_000_000;

    private final ImageDecoder decoder = new ImageDecoder(new ImageLimits(MOST_PIXELS, 1_000_000));
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static List<byte[]> pictures(String ending) {
        return Fixtures.names("", ending).stream().map(Fixtures::bytes).toList();
    }

    /// @return whether it was refused
    private boolean refuses(byte[] damaged) {
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean refused = false;
        try {
            RgbImage image = decoder.decode(damaged);
            assertTrue(image.width() > 0 && image.rgb().length == 3 * image.width() * image.height(), "a picture");
        } catch (BadImageException e) {
            refused = true;
            assertTrue(e.getMessage().startsWith("expected "), e.getMessage());
        }
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < MOST_BYTES, taken + " bytes were allocated for " + damaged.length);
        return refused;
    }

    private void decodesOrRefuses(List<byte[]> pictures, int cases, Damage damage) throws BadImageException {
        int[] refused = new int[1];
        RgbImage before = decoder.decode(pictures.getFirst());

        Cases.run(cases, (random, number) -> {
            if (refuses(damage.of(pictures.get(number % pictures.size()), random))) {
                refused[0]++;
            }
        });

        assertTrue(refused[0] > 0, "no picture was refused");
        assertArrayEquals(before.rgb(), decoder.decode(pictures.getFirst()).rgb());
    }

    private interface Damage {
        byte[] of(byte[] picture, Random random);
    }

    @Test
    void decodesOrRefusesDamagedJpegs() throws BadImageException {
        decodesOrRefuses(pictures(".jpg"), 1_500, Mutations::of);
    }

    @Test
    void decodesOrRefusesDamagedPngs() throws BadImageException {
        decodesOrRefuses(pictures(".png"), 1_000, Mutations::of);
    }

    @Test
    void decodesOrRefusesPngsThatWereDamagedBeforeTheyWereSummed() throws BadImageException {
        decodesOrRefuses(pictures(".png"), 1_500, ImageFuzzTest::summed);
    }

    /// Damages one chunk's content, and sums it up.
    private static byte[] summed(byte[] png, Random random) {
        List<Integer> chunks = new ArrayList<>();
        ByteBuffer whole = ByteBuffer.wrap(png);
        for (int at = 8; at < png.length; at += 12 + whole.getInt(at)) {
            chunks.add(at);
        }
        int at = chunks.get(random.nextInt(chunks.size()));
        int end = at + 12 + whole.getInt(at);
        byte[] content = Mutations.of(Arrays.copyOfRange(png, at + 8, end - 4), random);
        CRC32 sum = new CRC32();
        sum.update(png, at + 4, 4);
        sum.update(content);
        return ByteBuffer.allocate(at + 12 + content.length + png.length - end).put(png, 0, at).putInt(content.length)
                .put(png, at + 4, 4).put(content).putInt((int) sum.getValue()).put(png, end, png.length - end).array();
    }

    @Test
    void refusesNoise() {
        Cases.run(500, (random, number) -> {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);

            assertTrue(refuses(noise), "noise was a picture");
        });
    }
}
