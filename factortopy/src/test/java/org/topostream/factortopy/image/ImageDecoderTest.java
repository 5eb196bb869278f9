package org.topostream.factortopy.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.topostream.factortopy.image.Fixtures.assertWithin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageDecoderTest {
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    static List<String> all() {
        List<String> all = new ArrayList<>(Fixtures.names("", ".png"));
        all.addAll(Fixtures.names("", ".jpg"));
        return all;
    }

    /// JPEG allows decoders to differ in rounding, but libjpeg-turbo (Pillow's) and the JDK's libjpeg agree to the bit.
    @ParameterizedTest
    @MethodSource("all")
    void decodesExactlyAsPillow(String name) throws Exception {
        // Given
        byte[] encoded = Fixtures.bytes(name);

        // When
        RgbImage image = decoder.decode(encoded);

        // Then
        assertWithin(0, Fixtures.pixels(name + ".ppm"), image);
    }

    @ParameterizedTest
    @MethodSource("all")
    void leavesTheEncodedBytesAlone(String name) throws Exception {
        // Given
        byte[] encoded = Fixtures.bytes(name);

        // When
        decoder.decode(encoded);

        // Then
        assertArrayEquals(Fixtures.bytes(name), encoded);
    }

    @Test
    void ignoresWhatFollowsThePngEnd() throws Exception {
        // Given
        byte[] encoded = Fixtures.bytes("rgb8.png");
        byte[] longer = Arrays.copyOf(encoded, encoded.length + 5);

        // When
        RgbImage image = decoder.decode(longer);

        // Then
        assertWithin(0, Fixtures.pixels("rgb8.png.ppm"), image);
    }

    @Test
    void decodesOnManyThreadsAtOnce() throws Exception {
        // Given
        List<String> names = new ArrayList<>();
        for (int repeat = 0; repeat < 20; repeat++) {
            names.addAll(all());
        }
        Collections.shuffle(names, new Random(1));

        // When
        List<Future<RgbImage>> images = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (String name : names) {
                images.add(threads.submit(() -> decoder.decode(Fixtures.bytes(name))));
            }
        }

        // Then
        for (int i = 0; i < names.size(); i++) {
            assertWithin(0, Fixtures.pixels(names.get(i) + ".ppm"), images.get(i).get());
        }
    }
}
