package org.topostream.factortopy.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.topostream.factortopy.image.Fixtures.assertWithin;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResizerTest {
    static List<String> sizes() {
        return Fixtures.names("resize", ".ppm").stream().filter(name -> !name.equals("source.ppm")).toList();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void resizesAsPillow(String name) {
        // Given
        RgbImage source = Fixtures.pixels("resize/source.ppm");
        RgbImage expected = Fixtures.pixels("resize/" + name);

        // When
        RgbImage resized = Resizer.resize(source, expected.width(), expected.height());

        // Then
        assertWithin(0, expected, resized);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 5, 4", "1, 9, 9, 1", "60000, 3, 1, 1", "3, 60000, 2, 7", "64, 64, 128, 16"})
    void keepsAFlatPictureFlat(int width, int height, int newWidth, int newHeight) {
        // Given
        byte[] white = new byte[3 * width * height];
        Arrays.fill(white, (byte) 255);

        // When
        RgbImage resized = Resizer.resize(new RgbImage(width, height, white), newWidth, newHeight);

        // Then
        byte[] expected = new byte[3 * newWidth * newHeight];
        Arrays.fill(expected, (byte) 255);
        assertArrayEquals(expected, resized.rgb());
    }

    @Test
    void averagesFineStripesToGrey() {
        // Given
        byte[] stripes = new byte[3 * 512 * 512];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (byte) (i / 3 % 2 * 255);
        }

        // When
        RgbImage resized = Resizer.resize(new RgbImage(512, 512, stripes), 32, 32);

        // Then
        byte[] grey = new byte[3 * 32 * 32];
        Arrays.fill(grey, (byte) 128);
        // The first and last cell lack the stripes beyond the edge that would balance theirs.
        assertWithin(4, new RgbImage(32, 32, grey), resized);
    }

    @Test
    void returnsThePictureItselfAtItsOwnSize() {
        // Given
        RgbImage source = Fixtures.pixels("resize/source.ppm");

        // When
        RgbImage resized = Resizer.resize(source, source.width(), source.height());

        // Then
        assertSame(source, resized);
    }

    /// Columns first would need 65,000 times 65,000 pixels in between.
    @Test
    void turnsATallStripIntoAWideOneWithoutALargePictureInBetween() {
        // Given
        byte[] strip = new byte[3 * 65_000];
        Arrays.fill(strip, (byte) 77);

        // When
        RgbImage resized = Resizer.resize(new RgbImage(1, 65_000, strip), 65_000, 1);

        // Then
        assertArrayEquals(strip, resized.rgb());
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "5, 0", "-1, 5", "40000, 40000"})
    void refusesASizeThatIsNone(int width, int height) {
        // Given
        RgbImage source = Fixtures.pixels("resize/source.ppm");

        // When
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class,
                () -> Resizer.resize(source, width, height));

        // Then
        assertEquals("expected a size of at least 1 x 1 that fits one array, got " + width + " x " + height,
                refusal.getMessage());
    }
}
