package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackboneJsonTest {
    private static final String NO_BACKBONE = "backbone.json does not describe a backbone: ";

    @TempDir
    private Path path;
    private BackboneFolder folder;

    @BeforeEach
    void copy() throws IOException {
        folder = BackboneFolder.copy("logarithm", path);
    }

    @Test
    void readsWhatExportersSayBesides() throws IOException {
        folder.edit("\"channels\": 3", "\"channels\": 3, \"tokens\": {\"rows\": 16, \"columns\": 14, \"prefix\": 5}");
        folder.edit("\"grid\": 8", "\"grid\": 8, \"normalise\": {\"mean\": [0.1, 0.2, 0.3], \"std\": [1, 2, 3]},"
                + " \"weightsSha256\": \"abc\", \"framework\": {\"torch\": \"2.13.0\", \"timm\": \"1.0.31\"}, \"dtype\": \"fp16\", \"more\": [1]");

        BackboneSpec spec = BackboneSpec.read(path);

        assertEquals(Optional.of(new BackboneSpec.Tokens(16, 14, 5)), spec.layers().getFirst().tokens());
        assertEquals(new Details(
                Optional.of(new Details.Normalise(List.of(0.1, 0.2, 0.3), List.of(1.0, 2.0, 3.0))),
                Optional.of("abc"), Map.of("torch", "2.13.0", "timm", "1.0.31"), Optional.of("fp16")), spec.details());
        assertEquals(Optional.empty(), spec.data());
    }

    @Test
    void needsNoneOfThem() throws IOException {
        BackboneSpec spec = BackboneSpec.read(path);

        assertEquals(Details.none(), spec.details());
        assertEquals(Optional.empty(), spec.layers().getFirst().tokens());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "format": "onnx"        | "format": "keras"         | format: expected onnx or torchscript, got keras
            "format": "onnx",       |                           | format: expected a text, found no such field
            "dtype": "uint8"        | "dtype": "float32"        | input.dtype: expected uint8, got float32
            "layout": "NCHW"        | "layout": "NHWC"          | input.layout: expected NCHW, got NHWC
            "resize": "squash"      | "resize": "crop"          | input.resize: expected squash, got crop
            "width": 8              | "width": "8"              | input.width: expected a whole number, got "8"
            "width": 8              | "width": 0                | input: expected a size of at least 1 x 1, got 0 x 8
            "grid": 8               | "grid": 7                 | grid: expected 8, got 7
            "grid": 8               | "grid": 8, "dtype": "int4" | dtype: expected fp32 or fp16, got int4
            "grid": 8               | "grid": 8, "normalise": {"mean": [1], "std": 2} | normalise.std: expected an array of numbers, got 2
            "grid": 8               | "grid": 8, "data": {"file": "w"} | data.sha256: expected a text, found no such field
            "format": "onnx"        | "format": "torchscript", "data": {"file": "w", "sha256": "0"} | data: expected with the format onnx only, got torchscript
            "layers": [             | "layers": [7,             | layers[0]: expected an object, got 7
            "layers": [             | "layers": [{"name": "layer", "channels": 3}, | expected layers of different names, got [layer, layer]
            "channels": 3           | "channels": 0             | layer layer: expected at least 1 channel, got 0
            "channels": 3           | "channels": 2.5           | layers[0].channels: expected a whole number, got 2.5
            "name": "layer"         | "name": "../layer"        | layers: expected a name of letters, digits, '.', '-' and '_', got '../layer'
            "name": "logarithm"     | "name": "my net"          | name: expected 1 to 80 letters, digits, '-' or '_', got 'my net'
            "licence": "Apache-2.0" | "licence": null           | licence: expected a text, got null
            """, quoteCharacter = '`')
    void refusesAFieldItCannotWorkWith(String before, String after, String message) throws IOException {
        folder.edit(before, after == null ? "" : after);

        folder.assertRefused(path + "/" + NO_BACKBONE + message);
    }

    @Test
    void refusesADescriptionWithoutLayers() throws IOException {
        String description = Files.readString(folder.file(BackboneSpec.FILE));
        Files.writeString(folder.file(BackboneSpec.FILE),
                description.replaceFirst("(?s)\"layers\": \\[.*?\\]", "\"layers\": []"));

        folder.assertRefused(NO_BACKBONE + "expected at least one layer, got none");
    }

    @Test
    void saysInWhichLineItIsNotJson() throws IOException {
        folder.edit("\"format\": \"onnx\",", "\"format\": onnx,");

        folder.assertRefused(NO_BACKBONE + "expected JSON, got in line 4: ");
    }

    @Test
    void refusesAnArray() throws IOException {
        Files.writeString(folder.file(BackboneSpec.FILE), "[]");

        folder.assertRefused(NO_BACKBONE + "expected an object, got []");
    }
}
