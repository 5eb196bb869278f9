package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.Python;
import org.topostream.factortopy.SharedImages;
import org.topostream.factortopy.image.ImageDecoder;
import org.topostream.factortopy.image.ImageLimits;
import org.topostream.factortopy.npy.NpyFile;

/// From a photograph's file to its features, against Pillow and ONNX Runtime in Python.
class EndToEndFeaturesTest {
    /// Relative to the largest value of the layer.
    private static final double TOLERANCE = 1e-3;
    private static final Path BUNDLED = Path.of(System.getProperty("topostream.root", ".."), "backbones", "scattering");

    @TempDir
    private Path folder;

    @Test
    void givesAPhotographTheFeaturesThatPythonGives() throws Exception {
        List<Path> files = SharedImages.photographs();
        List<String> arguments = new ArrayList<>(List.of(BUNDLED.toString(), folder.toString()));
        files.forEach(file -> arguments.add(file.toString()));
        Python.with("numpy, onnxruntime, PIL").run("onnx_features.py", arguments);
        ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
        double largest = 0;

        try (Backbone backbone = Backbones.load(BUNDLED, "cpu")) {
            for (int i = 0; i < files.size(); i++) {
                for (LayerFeatures layer : backbone
                        .extract(List.of(decoder.decode(Files.readAllBytes(files.get(i))))).getFirst().layers()) {
                    largest = Math.max(largest, difference(i + "." + layer.name() + ".local.npy", layer.local()));
                    largest = Math.max(largest, difference(i + "." + layer.name() + ".global.npy", layer.global()));
                }
            }
        }

        assertTrue(largest <= TOLERANCE, "largest relative difference: " + largest);
    }

    private double difference(String expectedFile, float[] found) throws Exception {
        float[] expected = NpyFile.readFloat(folder.resolve(expectedFile)).values();
        double value = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            value = Math.max(value, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - found[i]));
        }
        assertTrue(expected.length == found.length && value > 0, expectedFile);
        return difference / value;
    }
}
