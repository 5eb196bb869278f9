package org.topostream.factortopy.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.topostream.factortopy.image.Fixtures.assertWithin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Real photographs, which are not in the repository: their size, digest and 32 x 32 form by Pillow are.
class PhotographTest {
    private static final Path FOLDER = Path.of(System.getProperty("topostream.root", ".."), "..", "shared", "data",
            "photos");

    @ParameterizedTest
    @CsvFileSource(resources = "/image/photos/decoded.csv")
    void decodesAndSquashesAPhotographAsPillow(String name, int width, int height, String sha256) throws Exception {
        assumeTrue(Files.isRegularFile(FOLDER.resolve(name)), "the shared photograph is absent: " + name);

        // Given
        byte[] encoded = Files.readAllBytes(FOLDER.resolve(name));

        // When
        RgbImage image = new ImageDecoder(ImageLimits.defaults()).decode(encoded);

        // Then
        assertEquals(width + " x " + height, image.width() + " x " + image.height());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(image.rgb());
        assertEquals(sha256, HexFormat.of().formatHex(digest));
        assertWithin(0, Fixtures.pixels("photos/" + name + ".ppm"), Resizer.resize(image, 32, 32));
    }
}
