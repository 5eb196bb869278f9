package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.topostream.factortopy.backbone.BackboneFolder.SIDE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Networks whose weights lie beside the model.
class ExternalWeightsTest {
    @TempDir
    private Path path;

    @Test
    void runsWithTheWeightsBesideTheModel() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("external", path);

        try (Backbone backbone = folder.load()) {
            assertArrayEquals(new float[]{8, 9, 10}, backbone.extract(List.of(TestImages.grey(7, SIDE))).getFirst()
                    .layers().getFirst().global());
        }
    }

    /// `printf '%s%s' $(sha256sum < model.onnx | cut -c1-64) $(sha256sum < weights.bin | cut -c1-64) | sha256sum`.
    @Test
    void hasADigestOfBothFiles() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("external", path);

        try (Backbone backbone = folder.load()) {
            assertEquals("5e71c9d1ed0af150f9a5fd04e932523d47a61468680e6edd8c654ba5cdc29812", backbone.digest());
        }
    }

    @Test
    void refusesWeightsWithAnotherDigest() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("external", path);
        Files.write(folder.file("weights.bin"), new byte[12]);

        folder.assertRefused("weights.bin: expected the sha256 ", " that backbone.json declares, got "
                + "15ec7bf0b50732b49f8228e07d24365338f9e3ab994b00af08e5a3bffe55fd8b");
    }

    @Test
    void refusesAFolderWithoutTheWeights() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("external", path);
        Files.delete(folder.file("weights.bin"));

        folder.assertRefused(
                "weights.bin: expected the file that data.file in backbone.json names, found no such file");
    }

    @Test
    void refusesWeightsOutsideTheFolder() throws IOException {
        BackboneFolder folder = BackboneFolder.copy("external", path);
        folder.edit("\"weights.bin\"", "\"../weights.bin\"");

        folder.assertRefused("backbone.json: data.file: expected the name of a file in the same folder, got"
                + " ../weights.bin");
    }
}
