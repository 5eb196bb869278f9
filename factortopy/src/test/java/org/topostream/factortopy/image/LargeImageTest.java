package org.topostream.factortopy.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.topostream.factortopy.image.Fixtures.assertWithin;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

import javax.imageio.ImageIO;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeImageTest {
    private static final int WIDTH = 4000;
    private static final int HEIGHT = 3000;
    private static final int SMALL = 128;

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void squashesTwelveMegapixelsToTheGradientTheyShow(String format) throws Exception {
        // Given
        byte[] encoded = encode(format);

        // When
        RgbImage image = new ImageDecoder(ImageLimits.defaults()).decode(encoded);
        RgbImage small = Resizer.resize(image, SMALL, SMALL);

        // Then
        assertEquals(WIDTH + " x " + HEIGHT, image.width() + " x " + image.height());
        assertWithin(2, smallGradient(), small);
    }

    private static byte[] encode(String format) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int target = 3 * (WIDTH * y + x);
                pixels[target] = 60;
                pixels[target + 1] = (byte) (255 * y / HEIGHT);
                pixels[target + 2] = (byte) (255 * x / WIDTH);
            }
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        ImageIO.write(image, format, encoded);
        return encoded.toByteArray();
    }

    /// The mean of the gradient over each cell; at the edges the filter sees one side only, which shifts it by less
    /// than a level.
    private static RgbImage smallGradient() {
        byte[] rgb = new byte[3 * SMALL * SMALL];
        for (int y = 0; y < SMALL; y++) {
            for (int x = 0; x < SMALL; x++) {
                rgb[3 * (SMALL * y + x)] = (byte) (255 * (2 * x + 1) / (2 * SMALL));
                rgb[3 * (SMALL * y + x) + 1] = (byte) (255 * (2 * y + 1) / (2 * SMALL));
                rgb[3 * (SMALL * y + x) + 2] = 60;
            }
        }
        return new RgbImage(SMALL, SMALL, rgb);
    }
}
