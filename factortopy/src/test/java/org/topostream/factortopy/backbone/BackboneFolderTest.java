package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
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

/// Backbone folders, good and bad: a tiny network of 8x8 images whose local features are the logarithms of its pixels.
class BackboneFolderTest {
    private static final String CPU = "cpu";
    private static final int SIDE = 8;

    @TempDir
    private Path folder;

    @Test
    void runsTheNetworkOfAFolder() throws IOException {
        unpack("logarithm");

        try (Backbone backbone = Backbones.load(folder, CPU)) {
            List<Features> features = backbone
                    .extract(List.of(TestImages.grey(200, SIDE), TestImages.grey(1, SIDE)));

            assertEquals(Math.log(200), features.get(0).layers().getFirst().local()[0], 1e-6);
            assertArrayEquals(new float[]{200, 200, 200}, features.get(0).layers().getFirst().global());
            assertArrayEquals(new float[3 * 64], features.get(1).layers().getFirst().local());
        }
    }

    @Test
    void choosesTheProcessorWhereThereIsNoGpu() throws IOException {
        unpack("logarithm");

        try (Backbone backbone = Backbones.load(folder, "auto")) {
            assertEquals("logarithm", backbone.spec().name());
        }
    }

    @Test
    void saysWhichLayerIsNotFinite() throws IOException {
        unpack("logarithm");

        try (Backbone backbone = Backbones.load(folder, CPU)) {
            Exception error = assertThrows(IllegalArgumentException.class,
                    () -> backbone.extract(List.of(TestImages.grey(9, SIDE), TestImages.grey(0, SIDE))));

            assertEquals("layer layer: local value 0 is not a finite number: -Infinity", error.getMessage());
        }
    }

    @Test
    void saysThatAGpuNeedsAnotherArtifact() throws IOException {
        unpack("logarithm");

        Exception error = assertThrows(IllegalArgumentException.class, () -> Backbones.load(folder, "cuda:0"));

        assertSays(error, "got cuda:0", "computes on the CPU only", "onnxruntime_gpu");
    }

    @Test
    void refusesAnUnknownDevice() throws IOException {
        unpack("logarithm");

        Exception error = assertThrows(IllegalArgumentException.class, () -> Backbones.load(folder, "tpu"));

        assertSays(error, "got tpu");
    }

    @Test
    void refusesAFolderWithoutADescription() {
        assertRefused("backbone.json does not describe a backbone");
    }

    @Test
    void refusesAFolderWithoutAModel() throws IOException {
        unpack("logarithm");
        Files.delete(folder.resolve("model.onnx"));

        assertRefused("model.onnx", "found no such file");
    }

    @Test
    void refusesAModelOutsideTheFolder() throws IOException {
        unpack("logarithm");
        edit("\"model.onnx\"", "\"../model.onnx\"");

        assertRefused("backbone.json", "in the same folder, got ../model.onnx");
    }

    @Test
    void refusesAModelWithAnotherDigest() throws IOException {
        unpack("logarithm");
        String declared = BackboneSpec.read(folder).sha256();
        Files.write(folder.resolve("model.onnx"), new byte[]{1, 2, 3});

        assertRefused("model.onnx", "expected the sha256 " + declared,
                "got 039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    }

    @Test
    void refusesAModelThatIsNotOnnx() throws IOException, NoSuchAlgorithmException {
        unpack("logarithm");
        byte[] noModel = "no model".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("model.onnx"), noModel);
        edit(BackboneSpec.read(folder).sha256(),
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(noModel)));

        assertRefused("model.onnx: expected an ONNX model");
    }

    @Test
    void refusesALayerThatTheModelLacks() throws IOException {
        unpack("logarithm");
        edit("\"name\": \"layer\"", "\"name\": \"other\"");

        assertRefused("model.onnx is not the model that backbone.json declares",
                "expected the output other.local of float32 (1, 3, 8, 8), got only [layer.local, layer.global]");
    }

    @Test
    void refusesALayerOfAnotherWidth() throws IOException {
        unpack("logarithm");
        edit("\"channels\": 3", "\"channels\": 4");

        assertRefused("model.onnx",
                "expected the output layer.local of float32 (1, 4, 8, 8), got float32 (1, 3, 8, 8)");
    }

    @Test
    void refusesALayerThatIsNotDeclared() throws IOException {
        Path bundled = Path.of(System.getProperty("topostream.root", ".."), "backbones", "scattering");
        Files.copy(bundled.resolve("model.onnx"), folder.resolve("model.onnx"));
        String description = Files.readString(bundled.resolve(BackboneSpec.FILE));
        String last = ",\\s*\\{\\s*\"name\": \"order2-coarse\",\\s*\"channels\": 128\\s*\\}";
        Files.writeString(folder.resolve(BackboneSpec.FILE), description.replaceFirst(last, ""));

        assertRefused("model.onnx", "only, got also [order2-coarse.local, order2-coarse.global]");
    }

    @Test
    void refusesAModelOfAnotherInputSize() throws IOException {
        unpack("logarithm");
        edit("\"width\": 8", "\"width\": 9");

        assertRefused("model.onnx", "failed on images of uint8 (1, 3, 8, 9)");
    }

    @Test
    void refusesAModelOfAFixedBatch() throws IOException {
        unpack("fixed");

        assertRefused("model.onnx", "failed on images of uint8 (2, 3, 8, 8)");
    }

    @Test
    void refusesLayersOfOneName() throws IOException {
        unpack("logarithm");
        edit("\"layers\": [", "\"layers\": [{\"name\": \"layer\", \"channels\": 3},");

        assertRefused("backbone.json", "expected layers of different names, got [layer, layer]");
    }

    @Test
    void refusesALayerWithoutChannels() throws IOException {
        unpack("logarithm");
        edit("\"channels\": 3", "\"channels\": 0");

        assertRefused("backbone.json", "layer layer: expected at least 1 channel, got 0");
    }

    private void assertRefused(String... parts) {
        assertSays(assertThrows(IOException.class, () -> Backbones.load(folder, CPU)), parts);
    }

    private static void assertSays(Exception error, String... parts) {
        for (String part : parts) {
            assertTrue(error.getMessage().contains(part),
                    "expected a message with: " + part + "\ngot: " + error.getMessage());
        }
    }

    private void unpack(String name) throws IOException {
        for (String file : List.of("model.onnx", BackboneSpec.FILE)) {
            try (InputStream resource = BackboneFolderTest.class.getResourceAsStream(name + "/" + file)) {
                Files.copy(resource, folder.resolve(file));
            }
        }
    }

    private void edit(String before, String after) throws IOException {
        Path file = folder.resolve(BackboneSpec.FILE);
        String description = Files.readString(file);
        assertTrue(description.contains(before), "nothing to edit: " + before);
        Files.writeString(file, description.replace(before, after));
    }
}
