package org.topostream.factortopy.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The pictures made by `src/test/fixtures/make_images.py`, and the pixels Pillow decoded from them.
final class Fixtures {
    private static final Path FOLDER = folder();

    private Fixtures() {}

    /// Names of the files that end so, in order.
    static List<String> names(String folder, String ending) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(ending)).sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a binary PPM whose header is one line.
    static RgbImage pixels(String name) {
        byte[] bytes = bytes(name);
        int end = 0;
        while (bytes[end] != '\n') {
            end++;
        }
        String[] header = new String(bytes, 0, end, StandardCharsets.US_ASCII).split(" ");
        return new RgbImage(Integer.parseInt(header[1]), Integer.parseInt(header[2]),
                Arrays.copyOfRange(bytes, end + 1, bytes.length));
    }

    /// Compares two pictures channel by channel.
    ///
    /// @param tolerance grey levels
    static void assertWithin(int tolerance, RgbImage expected, RgbImage actual) {
        assertEquals(expected.width() + " x " + expected.height(), actual.width() + " x " + actual.height(), "size");
        int largest = 0;
        int where = 0;
        for (int i = 0; i < expected.rgb().length; i++) {
            int difference = Math.abs((expected.rgb()[i] & 0xFF) - (actual.rgb()[i] & 0xFF));
            if (difference > largest) {
                largest = difference;
                where = i;
            }
        }
        assertTrue(largest <= tolerance, "expected a difference of at most " + tolerance + " levels, got " + largest
                + " in column " + where / 3 % expected.width() + ", row " + where / 3 / expected.width() + ": "
                + (expected.rgb()[where] & 0xFF) + " expected, " + (actual.rgb()[where] & 0xFF) + " decoded");
    }

    private static Path folder() {
        try {
            return Path.of(Fixtures.class.getResource("/image").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
