package org.topostream.cli.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackbonesCommandTest {
    @Test
    void listsTheBundledNetworkAndThoseBelowAFolder() {
        CommandLineRun run = CommandLineRun.of("backbones", "list", "--folder", TestBackbones.FOLDER.toString());

        assertEquals(0, run.status(), run.err());
        String bundled = run.out().lines().skip(1).findFirst().orElse("");
        // 695 channels of 65 tokens of 2 bytes
        assertTrue(bundled.matches("scattering +8 +15, 32, 56, 80, 4 x 128 +128x128 +90350 +onnx +Apache-2.0 +bundled"),
                bundled);
        assertTrue(run.out().lines().anyMatch(line -> line.matches(
                "logarithm +1 +3 +8x8 +390 +torchscript +Apache-2.0 +.*backbone.torchscript")), run.out());
    }

    @Test
    void namesAFolderThatIsNoBackbone(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("backbone.json"), "{}");

        CommandLineRun run = CommandLineRun.of("backbones", "list", "--folder", folder.toString());

        assertEquals(1, run.status());
        assertEquals(2, run.out().lines().count());
        assertEquals(folder.resolve("backbone.json")
                + " does not describe a backbone: name: expected a text, found no such field", run.err().strip());
    }

    @Test
    void checksANetworkAndPrintsOneJsonObject() throws IOException {
        CommandLineRun run = CommandLineRun.of("backbones", "check", "--json");

        assertEquals(0, run.status(), run.err());
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertEquals("scattering", json.path("name").asText());
        assertEquals(8, json.path("layers").size());
        assertEquals(90350, json.path("bytesPerImage").asInt());
        assertEquals(8, json.path("batches").size());
        assertEquals(8, json.path("batches").path(7).path("batch").asInt());
        assertTrue(json.path("batches").path(7).path("imagesPerSecond").asDouble() > 0);
        assertTrue(json.path("pass").asBoolean());
        assertTrue(run.err().contains("batches of 8 ..."), run.err());
    }

    @Test
    void refusesAModelOfAFixedBatchInASentence() {
        CommandLineRun run = CommandLineRun.of("backbones", "check", TestBackbones.fixed());

        assertEquals(1, run.status());
        assertTrue(run.err().contains("the batch is fixed at 1"), run.err());
    }

    /// The noise has black pixels, whose logarithm is not finite.
    @Test
    void refusesANetworkWhoseFeaturesAreNotFinite() {
        CommandLineRun run = CommandLineRun.of("backbones", "check", TestBackbones.logarithm());

        assertEquals(1, run.status());
        assertTrue(run.err().lines().toList().getLast().matches("topostream check: " + TestBackbones.logarithm()
                + ": layer layer: local value \\d+ is not a finite number: -Infinity"), run.err());
    }

    @Test
    void refusesAGpuThatIsNotThere() {
        CommandLineRun run = CommandLineRun.of("backbones", "check", "--device", "cuda:99");

        assertEquals(1, run.status());
        assertTrue(run.err().contains("got cuda:99: there "), run.err());
    }

    @Test
    void namesItsCommands() {
        CommandLineRun run = CommandLineRun.of("backbones");

        assertEquals(2, run.status());
        assertTrue(run.err().contains("expected 'backbones list' or 'backbones check'"), run.err());
    }
}
