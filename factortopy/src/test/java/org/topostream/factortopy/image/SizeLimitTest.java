package org.topostream.factortopy.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;

import javax.imageio.ImageIO;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({"png, 11", "jpg, 6"})
    void allocatesNoMoreThanDocumented(String format, int bytesAPixel) throws Exception {
        // Given
        ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
        byte[] encoded = format.equals("png") ? deepest(1000, 700) : photograph(1000, 700);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        decoder.decode(encoded);
        long before = threads.getCurrentThreadAllocatedBytes();

        // When
        RgbImage image = decoder.decode(encoded);

        // Then
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        long documented = bytesAPixel * 700_000L + 3L * encoded.length;
        assertEquals(700_000, image.width() * image.height());
        assertTrue(allocated < documented + 500_000, allocated + " bytes were allocated, documented " + documented);
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

    /// Four channels of 16 bits.
    private static byte[] deepest(int width, int height) throws IOException {
        ColorModel colours = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), true, false,
                Transparency.TRANSLUCENT, DataBuffer.TYPE_USHORT);
        WritableRaster raster = colours.createCompatibleWritableRaster(width, height);
        return encode("png", new BufferedImage(colours, raster, false, null));
    }

    private static byte[] photograph(int width, int height) throws IOException {
        return encode("jpg", new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR));
    }

    private static byte[] encode(String format, BufferedImage image) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        ImageIO.write(image, format, encoded);
        return encoded.toByteArray();
    }
}
