package org.topostream.factortopy.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeLimitTest {
    private static final int PIXELS = 23 * 17;

    @ParameterizedTest
    @ValueSource(strings = {"bad/bomb.png", "bad/bomb.jpg"})
    void refusesAnImageBombWithoutDecodingIt(String name) throws Exception {
        // Given
        ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
        byte[] bomb = Fixtures.bytes(name);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        decoder.decode(Fixtures.bytes("rgb8.png"));
        long before = threads.getCurrentThreadAllocatedBytes();

        // When
        BadImageException refusal = assertThrows(BadImageException.class, () -> decoder.decode(bomb));

        // Then
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 1_000_000, allocated + " bytes were allocated for " + bomb.length);
        assertEquals("expected at most 100000000 pixels, got a header that declares 30000 x 30000",
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb8.png", "444.jpg"})
    void acceptsJustTheLimitAndRefusesAPixelMore(String name) throws Exception {
        // Given
        byte[] encoded = Fixtures.bytes(name);
        ImageDecoder enough = new ImageDecoder(new ImageLimits(PIXELS, encoded.length));
        ImageDecoder tooSmall = new ImageDecoder(new ImageLimits(PIXELS - 1, encoded.length));

        // When
        RgbImage image = enough.decode(encoded);
        BadImageException refusal = assertThrows(BadImageException.class, () -> tooSmall.decode(encoded));

        // Then
        assertEquals(PIXELS, image.width() * image.height());
        assertEquals("expected at most 390 pixels, got a header that declares 23 x 17", refusal.getMessage());
    }

    @Test
    void refusesMoreBytesThanTheLimit() {
        // Given
        byte[] encoded = Fixtures.bytes("rgb8.png");
        ImageDecoder decoder = new ImageDecoder(new ImageLimits(PIXELS, encoded.length - 1));

        // When
        BadImageException refusal = assertThrows(BadImageException.class, () -> decoder.decode(encoded));

        // Then
        assertEquals("expected at most " + (encoded.length - 1) + " encoded bytes, got " + encoded.length,
                refusal.getMessage());
    }
}
