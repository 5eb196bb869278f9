package org.topostream.factortopy.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenImageTest {
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    static Stream<Arguments> foreign() {
        byte[] noise = new byte[5000];
        new Random(3).nextBytes(noise);
        return Stream.of(Arguments.of(new byte[0], "no bytes"), Arguments.of(noise, "5000 bytes starting with"),
                Arguments.of(latin("GIF89a\1\0\1\0\0\0\0"), "a GIF"),
                Arguments.of(latin("RIFF\1\2\3\4WEBPVP8 "), "a WebP"),
                Arguments.of(latin("BM\1\2\3\4\0\0"), "a BMP"), Arguments.of(latin("II*\0\10\0\0\0"), "a TIFF"),
                Arguments.of(latin("\0\0\0\40ftypheic"), "an HEIF"), Arguments.of(latin("Dear lab,\nhere is"), "text"),
                Arguments.of(new byte[]{(byte) 0xFF, (byte) 0xD8}, "2 bytes starting with ff d8"));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void namesWhatCameInsteadOfJpegOrPng(byte[] encoded, String name) {
        // When
        BadImageException refusal = assertThrows(BadImageException.class, () -> decoder.decode(encoded));

        // Then
        assertTrue(refusal.getMessage().startsWith("expected a JPEG or a PNG, got " + name), refusal.getMessage());
    }

    private static final String REASONS = """
            arithmetic.jpg              ; got frame C9
            bomb.jpg                    ; declares 30000 x 30000
            bomb.png                    ; declares 30000 x 30000
            cut-stream.png              ; expected decodable png data
            damaged-stream.png          ; expected decodable png data
            foreign-chunk.png           ; got CgBI
            junk-between-segments.jpg   ; expected a JPEG marker at byte 20, got 0x6a
            lossless.jpg                ; got frame C3
            many-scans.jpg              ; at most 50 JPEG scans
            missing-component.jpg       ; of components [7, 2, 3], got 1
            no-data.png                 ; image data (IDAT), got none
            no-frame.jpg                ; frame before the first scan
            no-header.png               ; got chunk IDAT at byte 8
            no-palette.png              ; got 0 bytes
            no-scan.jpg                 ; got none that completes coefficient 0 of component 1
            odd-depth.png               ; got type 2 with 4 bits
            palette-of-13-bytes.png     ; got 13 bytes
            palette-too-small.png       ; palette of 4 colours, got 4
            short-data.png              ; expected decodable png data
            short-segment.jpg           ; at least 2 bytes at byte 4, got 1
            short-transparent-colour.png; transparent PNG colour of 6 bytes, got 2
            too-many-alphas.png         ; expected at most 8 transparencies
            too-wide.png                ; sides of 1 to 65535 pixels, got a header that declares 65536 x 1
            twelve-bits.jpg             ; got 3 components of 12 bits
            two-frames.jpg              ; expected one JPEG frame
            two-headers.png             ; got chunk IHDR at byte 33
            wrong-filter.png            ; expected decodable png data
            zero-height.jpg             ; declares 5 x 0
            zero-height.png             ; declares 5 x 0
            zero-width.jpg              ; declares 0 x 5
            zero-width.png              ; declares 0 x 5
            """;

    @ParameterizedTest
    @CsvSource(textBlock = REASONS, delimiter = ';')
    void saysWhatIsWrongWithAFile(String name, String reason) {
        // Given
        byte[] encoded = Fixtures.bytes("bad/" + name);

        // When
        BadImageException refusal = assertThrows(BadImageException.class, () -> decoder.decode(encoded));

        // Then
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    @Test
    void givesAReasonForEveryBadFixture() {
        // Given
        TreeSet<String> files = new TreeSet<>(Fixtures.names("bad", ""));

        // When
        List<String> named = REASONS.lines().map(line -> line.substring(0, line.indexOf(';')).strip()).toList();

        // Then
        assertEquals(files, new TreeSet<>(named));
    }

    @ParameterizedTest
    @ValueSource(strings = {"444.jpg", "420-progressive.jpg", "cmyk.jpg", "orientation6.jpg", "restarts.jpg",
            "rgb8.png",
            "many-chunks.png", "palette1.png", "interlaced-rgb8.png", "orientation6.png"})
    void refusesEveryTruncation(String name) {
        // Given
        byte[] whole = Fixtures.bytes(name);

        for (int length = 0; length < whole.length; length++) {
            byte[] truncated = Arrays.copyOf(whole, length);

            // When
            BadImageException refusal = assertThrows(BadImageException.class, () -> decoder.decode(truncated));

            // Then
            String reason = length < 8 ? "got" : "cut off after " + length + " bytes";
            assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        }
    }

    /// Some programs put an end to what they received so far. (The last few bytes may hold no more than padding.)
    @ParameterizedTest
    @ValueSource(strings = {"444.jpg", "420.jpg", "420-progressive.jpg", "grey-progressive.jpg", "cmyk-progressive.jpg",
            "grey.jpg", "cmyk.jpg", "restarts.jpg"})
    void refusesATruncatedJpegThatWasGivenAnEnd(String name) {
        // Given
        byte[] whole = Fixtures.bytes(name);

        for (int length = firstScan(whole); length < whole.length - 4; length++) {
            byte[] truncated = Arrays.copyOf(whole, length + 2);
            truncated[length] = (byte) 0xFF;
            truncated[length + 1] = (byte) 0xD9;

            // When
            BadImageException refusal = assertThrows(BadImageException.class, () -> decoder.decode(truncated),
                    "cut after " + length + " of " + whole.length);

            // Then
            assertTrue(refusal.getMessage().startsWith("expected "), refusal.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb8.png", "palette-alpha.png", "ancillary.png", "orientation6.png"})
    void refusesAPngWithAnyByteChanged(String name) {
        // Given
        byte[] whole = Fixtures.bytes(name);

        for (int position = 0; position < whole.length; position++) {
            byte[] damaged = whole.clone();
            damaged[position] ^= 0x10;

            // When
            BadImageException refusal = assertThrows(BadImageException.class, () -> decoder.decode(damaged));

            // Then
            assertTrue(refusal.getMessage().startsWith("expected "), refusal.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"444.jpg", "422-progressive.jpg", "grey.jpg", "ycck.jpg", "orientation3.jpg",
            "restarts.jpg"})
    void decodesOrRefusesADamagedJpegButThrowsNothingElse(String name) {
        // Given
        byte[] whole = Fixtures.bytes(name);
        Random random = new Random(11);
        ImageDecoder careful = new ImageDecoder(new ImageLimits(100_000, 10_000));

        int refused = 0;
        for (int attempt = 0; attempt < 1500; attempt++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= attempt % 3; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }

            // When
            try {
                careful.decode(damaged);
            } catch (BadImageException e) {
                refused++;
            }
        }

        // Then
        assertTrue(refused > 150 && refused < 1500, refused + " of 1500 were refused");
    }

    private static int firstScan(byte[] jpeg) {
        int position = 0;
        while (jpeg[position] != (byte) 0xFF || jpeg[position + 1] != (byte) 0xDA) {
            position++;
        }
        return position;
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
