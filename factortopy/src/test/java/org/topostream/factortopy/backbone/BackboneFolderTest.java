package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.topostream.factortopy.backbone.BackboneFolder.SIDE;
import static org.topostream.factortopy.backbone.BackboneFolder.assertSays;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.internal.CudaDriver;

/// Backbone folders, good and bad: a tiny network of 8x8 images whose local features are the logarithms of its pixels.
class BackboneFolderTest {
    @TempDir
    private Path path;

    @Test
    void runsTheNetworkOfAFolder() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("logarithm", path);

        try (Backbone backbone = folder.load()) {
            List<Features> features = backbone
                    .extract(List.of(TestImages.grey(200, SIDE), TestImages.grey(1, SIDE)));

            assertEquals(Math.log(200), features.get(0).layers().getFirst().local()[0], 1e-6);
            assertArrayEquals(new float[]{200, 200, 200}, features.get(0).layers().getFirst().global());
            assertArrayEquals(new float[3 * 64], features.get(1).layers().getFirst().local());
        }
    }

    @Test
    void choosesTheProcessorWhereThereIsNoGpu() throws IOException {
        BackboneFolder.copy("logarithm", path);

        try (Backbone backbone = Backbones.load(path, "auto")) {
            assertEquals("logarithm", backbone.spec().name());
        }
    }

    @Test
    void saysWhichLayerIsNotFinite() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("logarithm", path);

        try (Backbone backbone = folder.load()) {
            Exception error = assertThrows(IllegalArgumentException.class,
                    () -> backbone.extract(List.of(TestImages.grey(9, SIDE), TestImages.grey(0, SIDE))));

            assertEquals("layer layer: local value 0 is not a finite number: -Infinity", error.getMessage());
        }
    }

    @Test
    void saysWhyThereIsNoGpu() throws IOException {
        assumeTrue(CudaDriver.look().gpus().isEmpty(), "there is a GPU");
        BackboneFolder.copy("logarithm", path);

        Exception error = assertThrows(IllegalArgumentException.class, () -> Backbones.load(path, "cuda:0"));

        assertSays(error, "expected the device cpu or auto, got cuda:0: there is no GPU: ");
    }

    @Test
    void refusesAnUnknownDevice() throws IOException {
        BackboneFolder.copy("logarithm", path);

        Exception error = assertThrows(IllegalArgumentException.class, () -> Backbones.load(path, "tpu"));

        assertSays(error, "got tpu");
    }

    @Test
    void refusesAFolderWithoutADescription() {
        new BackboneFolder(path).assertRefused("backbone.json does not describe a backbone: found no such file");
    }

    @Test
    void refusesAFolderWithoutAModel() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("logarithm", path);
        Files.delete(folder.file("model.onnx"));

        folder.assertRefused("model.onnx", "found no such file");
    }

    @Test
    void refusesAModelOutsideTheFolder() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("logarithm", path);
        folder.edit("\"model.onnx\"", "\"../model.onnx\"");

        folder.assertRefused("backbone.json", "in the same folder, got ../model.onnx");
    }

    @Test
    void refusesAModelWithAnotherDigest() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("logarithm", path);
        String declared = BackboneSpec.read(path).sha256();
        Files.write(folder.file("model.onnx"), new byte[]{1, 2, 3});

        folder.assertRefused("model.onnx", "expected the sha256 " + declared,
                "got 039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    }

    @Test
    void refusesAModelThatIsNotOnnx() throws IOException, NoSuchAlgorithmException {
        BackboneFolder folder = BackboneFolder.copy("logarithm", path);
        byte[] noModel = "no model".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.file("model.onnx"), noModel);
        folder.edit(BackboneSpec.read(path).sha256(),
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(noModel)));

        folder.assertRefused("model.onnx: expected an ONNX model");
    }
}
