package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.image.RgbImage;

/// The network that comes with the library, against ONNX Runtime in Python (`make_backbone_fixtures.py`).
class BundledBackboneTest {
    private static final int SIDE = 128;
    /// Features are standardised; the two versions of ONNX Runtime sum in another order.
    private static final double TOLERANCE = 1e-4;

    private static Backbone backbone;

    @BeforeAll
    static void load() throws IOException {
        backbone = Backbones.bundled();
    }

    @AfterAll
    static void close() {
        backbone.close();
    }

    @Test
    void givesTheFeaturesThatPythonGives() throws IOException {
        JsonNode expected = expected();
        List<RgbImage> images = patterns(expected.size());

        List<Features> features = backbone.extract(images);

        assertEquals(expected.size(), features.size());
        for (int image = 0; image < features.size(); image++) {
            assertEquals(backbone.spec().layerNames(),
                    features.get(image).layers().stream().map(LayerFeatures::name).toList());
            for (LayerFeatures layer : features.get(image).layers()) {
                JsonNode outputs = expected.path(image);
                assertNumbers(outputs, layer.name() + ".local", layer.local());
                assertNumbers(outputs, layer.name() + ".global", layer.global());
            }
        }
    }

    @Test
    void givesAnImageTheSameFeaturesAloneAndInABatch() {
        List<RgbImage> images = patterns(8);

        List<Features> together = backbone.extract(images);

        for (int i = 0; i < images.size(); i++) {
            assertSameFeatures(backbone.extract(List.of(images.get(i))).getFirst(), together.get(i));
        }
    }

    @Test
    void givesTheSameFeaturesToThreadsThatExtractAtOnce() throws Exception {
        int threads = 4;
        List<RgbImage> images = patterns(threads);
        List<Features> expected = images.stream().map(image -> backbone.extract(List.of(image)).getFirst()).toList();

        List<Future<Features>> results = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < 10 * threads; i++) {
                RgbImage image = images.get(i % threads);
                results.add(executor.submit(() -> backbone.extract(List.of(image)).getFirst()));
            }
        }

        for (int i = 0; i < results.size(); i++) {
            assertSameFeatures(expected.get(i % threads), results.get(i).get());
        }
    }

    @Test
    void givesNoFeaturesForNoImages() {
        assertEquals(List.of(), backbone.extract(List.of()));
    }

    @Test
    void leavesAnImageOfTheInputSizeAsItIs() {
        RgbImage image = TestImages.pattern(0, SIDE);

        assertSame(image, backbone.prepare(image));
    }

    @Test
    void isTheModelOfTheRepository() throws IOException {
        Path folder = Path.of(System.getProperty("topostream.root", ".."), "backbones", "scattering");

        BackboneSpec inRepository = BackboneSpec.read(folder);

        assertEquals(inRepository, backbone.spec());
        assertEquals(inRepository, Backbones.bundledSpec());
        assertEquals(inRepository.sha256(), backbone.digest());
    }

    @Test
    void leavesNoTemporaryFiles(@TempDir Path temporary) throws IOException {
        Backbones.bundled(temporary, "cpu").close();

        try (Stream<Path> files = Files.list(temporary)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void saysThatItIsClosed() throws IOException {
        Backbone closed = Backbones.bundled();
        closed.close();

        Exception error = assertThrows(IllegalStateException.class, () -> closed.extract(patterns(1)));

        assertEquals("the backbone scattering is closed", error.getMessage());
    }

    private static List<RgbImage> patterns(int count) {
        return IntStream.range(0, count).mapToObj(index -> TestImages.pattern(index, SIDE)).toList();
    }

    private static JsonNode expected() throws IOException {
        try (InputStream json = BundledBackboneTest.class.getResourceAsStream("scattering.json")) {
            return new ObjectMapper().readTree(json);
        }
    }

    private static void assertSameFeatures(Features expected, Features actual) {
        assertEquals(expected.layers().size(), actual.layers().size());
        for (int i = 0; i < expected.layers().size(); i++) {
            LayerFeatures layer = expected.layers().get(i);
            assertEquals(layer.name(), actual.layers().get(i).name());
            assertArrayEquals(layer.local(), actual.layers().get(i).local(), 1e-5f, layer.name());
            assertArrayEquals(layer.global(), actual.layers().get(i).global(), 1e-5f, layer.name());
        }
    }

    private static void assertNumbers(JsonNode outputs, String name, float[] values) {
        JsonNode expected = outputs.path(name);
        double sum = 0;
        double squares = 0;
        double checksum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i];
            squares += (double) values[i] * values[i];
            checksum += values[i] * Math.cos(i);
        }
        assertEquals(expected.path("mean").asDouble(Double.NaN), sum / values.length, TOLERANCE, name);
        assertEquals(expected.path("meanSquare").asDouble(Double.NaN), squares / values.length, TOLERANCE, name);
        assertEquals(expected.path("checksum").asDouble(Double.NaN), checksum, TOLERANCE * Math.sqrt(values.length),
                name);
        JsonNode selected = expected.path("selected");
        assertTrue(selected.size() > 0, name);
        selected.fields().forEachRemaining(entry -> assertEquals(entry.getValue().asDouble(),
                values[Integer.parseInt(entry.getKey())], TOLERANCE, name + " value " + entry.getKey()));
    }
}
