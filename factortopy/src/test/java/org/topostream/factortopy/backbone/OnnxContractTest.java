package org.topostream.factortopy.backbone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an ONNX file declares must be what `backbone.json` declares.
class OnnxContractTest {
    private static final String MISMATCH = "model.onnx is not the model that backbone.json declares: ";

    @TempDir
    private Path path;

    @Test
    void refusesALayerThatTheModelLacks() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("logarithm", path);
        folder.edit("\"name\": \"layer\"", "\"name\": \"other\"");

        folder.assertRefused(MISMATCH + "expected the output other.local of float32 [batch, 3, 8, 8], got only"
                + " [layer.local, layer.global]");
    }

    @Test
    void refusesALayerOfAnotherWidth() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("logarithm", path);
        folder.edit("\"channels\": 3", "\"channels\": 4");

        folder.assertRefused(MISMATCH + "expected the output layer.local of float32 [batch, 4, 8, 8], got float32"
                + " [batch, 3, 8, 8]");
    }

    @Test
    void refusesALayerThatIsNotDeclared() throws IOException {
        Path bundled = Path.of(System.getProperty("topostream.root", ".."), "backbones", "scattering");
        Files.copy(bundled.resolve("model.onnx"), path.resolve("model.onnx"));
        String description = Files.readString(bundled.resolve(BackboneSpec.FILE));
        String last = ",\\s*\\{\\s*\"name\": \"order2-coarse\",\\s*\"channels\": 128\\s*\\}";
        Files.writeString(path.resolve(BackboneSpec.FILE), description.replaceFirst(last, ""));

        new BackboneFolder(path).assertRefused("model.onnx",
                "only, got also [order2-coarse.local, order2-coarse.global]");
    }

    @Test
    void refusesAModelOfAnotherInputSize() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("logarithm", path);
        folder.edit("\"width\": 8", "\"width\": 9");

        folder.assertRefused(MISMATCH + "expected the input image of uint8 [batch, 3, 8, 9], got uint8"
                + " [batch, 3, 8, 8]");
    }

    @Test
    void refusesAModelOfAFixedBatch() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("fixed", path);

        folder.assertRefused(MISMATCH + "expected the input image of uint8 [batch, 3, 8, 8] with a free batch, got"
                + " uint8 [1, 3, 8, 8]: the batch is fixed at 1");
    }

    @Test
    void refusesAnInputOfAnyHeight() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("dynamic-height", path);

        folder.assertRefused(MISMATCH + "expected the input image of uint8 [batch, 3, 8, 8], got uint8"
                + " [batch, 3, height, 8]: axis 2 (height) is dynamic, only the batch may be");
    }

    @Test
    void refusesAnOutputOfAnyWidth() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("dynamic-channel", path);

        folder.assertRefused(MISMATCH + "expected the output layer.local of float32 [batch, 3, 8, 8], got float32"
                + " [batch, ?, 8, 8]: axis 1 (channel) is dynamic, only the batch may be");
    }

    @Test
    void refusesImagesOfAnotherType() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("float-input", path);

        folder.assertRefused(MISMATCH + "expected the input image of uint8 [batch, 3, 8, 8], got float32"
                + " [batch, 3, 8, 8]");
    }

    @Test
    void refusesFeaturesOfAnotherType() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("double-output", path);

        folder.assertRefused(MISMATCH + "expected the output layer.local of float32 [batch, 3, 8, 8], got float64"
                + " [batch, 3, 8, 8]");
    }

    @Test
    void refusesWeightsInAFileThatIsNotNamed() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("external", path);
        folder.edit("\"data\"", "\"ignored\"");

        folder.assertRefused(MISMATCH + "expected weights in the model, or a file with them in the field data, got"
                + " weights in [weights.bin]");
    }

    @Test
    void refusesAModelThatIsNotOnnx() throws IOException, NoSuchAlgorithmException {
        BackboneFolder folder = BackboneFolder.copy("logarithm", path);
        byte[] noModel = "no model".getBytes(StandardCharsets.UTF_8);
        replaceModel(folder, noModel);

        folder.assertRefused("model.onnx: expected an ONNX model, got a file that is none");
    }

    @Test
    void refusesAModelThatIsCutOff() throws IOException, NoSuchAlgorithmException {
        BackboneFolder folder = BackboneFolder.copy("logarithm", path);
        byte[] whole = Files.readAllBytes(folder.file("model.onnx"));
        for (int length : new int[]{0, 1, 40, 150, whole.length - 1}) {
            byte[] part = new byte[length];
            System.arraycopy(whole, 0, part, 0, length);
            replaceModel(folder, part);

            folder.assertRefused("model.onnx: expected an ONNX model, got a file that is none");
        }
    }

    private static void replaceModel(BackboneFolder folder, byte[] model)
            throws IOException, NoSuchAlgorithmException {
        Files.write(folder.file("model.onnx"), model);
        folder.edit(BackboneSpec.read(folder.path()).sha256(),
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model)));
    }
}
