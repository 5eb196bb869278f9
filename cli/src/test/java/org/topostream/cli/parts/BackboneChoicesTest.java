package org.topostream.cli.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BackboneChoicesTest {
    @TempDir
    private Path folder;

    private String folder(String path, String name) throws IOException {
        Path backbone = Files.createDirectories(folder.resolve(path));
        Files.writeString(backbone.resolve("backbone.json"), """
                {"name": "%s", "model": "model.onnx", "format": "onnx", "grid": 8, "globalToken": "mean",
                 "input": {"width": 8, "height": 8, "resize": "squash", "layout": "NCHW", "dtype": "uint8"},
                 "layers": [{"name": "layer", "channels": 3}], "source": "", "licence": "", "sha256": ""}
                """.formatted(name));
        return backbone.toString();
    }

    private static BackboneChoices parse(String... arguments) {
        return CommandLine.populateCommand(new BackboneChoices(), arguments);
    }

    @Test
    void isTheBundledOneWhereNothingIsSaid() throws IOException {
        assertEquals(List.of("scattering"), parse().names());
    }

    @Test
    void takesSeveralInTheirOrder() throws IOException {
        BackboneChoices choices = parse("--backbone", folder("b", "mae"), "--backbone", "scattering", "--backbone",
                folder("a", "clip"));

        assertEquals(List.of("mae", "scattering", "clip"), choices.names());
    }

    @Test
    void refusesTwoFoldersOfOneName() throws IOException {
        String first = folder("first", "clip");
        String second = folder("second", "clip");
        BackboneChoices choices = parse("--backbone", first, "--backbone", "scattering", "--backbone", second);

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, choices::names);

        assertTrue(refused.getMessage().startsWith("--backbone " + first + " and --backbone " + second
                + " are both named clip"), refused.getMessage());
    }

    @Test
    void refusesAFolderThatTakesTheBundledOnesName() throws IOException {
        BackboneChoices choices = parse("--backbone", "scattering", "--backbone", folder("mine", "scattering"));

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, choices::names);

        assertTrue(refused.getMessage().contains("are both named scattering"), refused.getMessage());
    }
}
