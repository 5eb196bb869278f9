package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.topostream.factortopy.backbone.BackboneFolder.SIDE;
import static org.topostream.factortopy.backbone.BackboneFolder.assertSays;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.image.RgbImage;

/// A TorchScript module (`make_torchscript_fixture.py`): the pixels' logarithms, and their means plus 1, 2 and 3.
class TorchScriptBackboneTest {
    @TempDir
    private Path path;

    @Test
    void runsAModule() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("torchscript", path);

        RgbImage image = TestImages.grey(200, SIDE);
        image.rgb()[3 * 9 + 1] = 50; // green, in the second row

        try (Backbone backbone = folder.load()) {
            List<LayerFeatures> layers = backbone.extract(List.of(image, TestImages.grey(20, SIDE))).stream()
                    .map(features -> features.layers().getFirst()).toList();

            assertEquals(Math.log(200), layers.get(0).local()[9], 1e-6);
            assertEquals(Math.log(50), layers.get(0).local()[64 + 9], 1e-6);
            assertArrayEquals(new float[]{21, 22, 23}, layers.get(1).global());
            assertEquals(BackboneSpec.read(path).sha256(), backbone.digest());
        }
    }

    @Test
    void givesThreadsThatExtractAtOnceTheirOwnFeatures() throws Exception {
        BackboneFolder folder = BackboneFolder.copy("torchscript", path);
        List<Future<Float>> results = new ArrayList<>();

        try (Backbone backbone = folder.load(); ExecutorService executor = Executors.newFixedThreadPool(4)) {
            for (int grey = 1; grey <= 100; grey++) {
                int value = grey;
                results.add(executor.submit(() -> backbone.extract(List.of(TestImages.grey(value, SIDE))).getFirst()
                        .layers().getFirst().global()[0]));
            }
            for (int grey = 1; grey <= 100; grey++) {
                assertEquals(grey + 1, results.get(grey - 1).get());
            }
        }
    }

    @Test
    void refusesALayerThatTheModuleLacks() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("torchscript", path);
        folder.edit("\"name\": \"layer\"", "\"name\": \"other\"");

        folder.assertRefused("model.pt is not the model that backbone.json declares: expected the output other.local of"
                + " float32 (1, 3, 8, 8), got only ", "layer.local");
    }

    @Test
    void refusesOutputsWithoutNames() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("torchscript-unnamed", path);

        folder.assertRefused("model.pt is not the model that backbone.json declares: expected outputs with the names"
                + " <layer>.local and <layer>.global, got 2 without names");
    }

    @Test
    void refusesAModuleOfAnotherInputSize() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("torchscript", path);
        folder.edit("\"width\": 8", "\"width\": 9");

        folder.assertRefused("model.pt", "expected the output layer.local of float32 (1, 3, 8, 8), got float32"
                + " (1, 3, 8, 9)");
    }

    @Test
    void refusesAFileThatIsNoModule() throws Exception {
        BackboneFolder folder = BackboneFolder.copy("torchscript", path);
        byte[] noModule = "no module".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.file("model.pt"), noModule);
        folder.edit(BackboneSpec.read(path).sha256(),
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(noModule)));

        folder.assertRefused("model.pt: expected a TorchScript module that PyTorch 2.7.1 can run on cpu, got: ");
    }

    @Test
    void refusesAGpuThatIsNotThere() throws IOException {
        BackboneFolder.copy("torchscript", path);

        assertSays(assertThrows(IllegalArgumentException.class, () -> Backbones.load(path, "cuda:7")), "cuda:7");
    }
}
