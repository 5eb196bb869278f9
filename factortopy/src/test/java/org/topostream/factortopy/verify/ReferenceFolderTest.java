package org.topostream.factortopy.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.Reference;
import org.topostream.factortopy.encoder.TrainingOptions;

class ReferenceFolderTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatTheSharedFixtureSays() throws IOException {
        ReferenceFolder reference = Reference.open();

        assertEquals(40, reference.shape().voxels());
        assertArrayEquals(new int[]{12, 12, 20}, reference.shape().widths());
        assertEquals(16, reference.shape().bottleneck());
        assertEquals(4, reference.features().size());
        assertEquals(0.075, reference.meta().regulariserWeight());
        assertEquals(TrainingOptions.defaults(), reference.meta().options());
        assertEquals(new ReferenceMeta.Losses(0.789939128923238, -0.9777531038454459, 0.6926038074354239),
                reference.meta().losses().getLast());
    }

    @Test
    void saysThatAnEmptyFolderHasNoMeta() {
        IOException refused = assertThrows(IOException.class, () -> ReferenceFolder.read(folder));

        assertEquals(folder + ": not a reference folder: meta.json is missing", refused.getMessage());
    }

    @Test
    void saysThatMetaIsNoJson() throws IOException {
        Files.writeString(folder.resolve("meta.json"), "vertices: 40");

        IOException refused = assertThrows(IOException.class, () -> ReferenceFolder.read(folder));

        assertTrue(refused.getMessage().startsWith(folder.resolve("meta.json") + ": expected JSON, got "),
                refused.getMessage());
    }

    @Test
    void namesTheFileThatIsMissing() throws IOException {
        AlteredFolder altered = AlteredFolder.copy(Reference.open(), folder);
        altered.remove("input.global.2.npy");

        IOException refused = assertThrows(IOException.class, () -> ReferenceFolder.read(folder));

        assertEquals(folder + ": not a reference folder: input.global.2.npy is missing", refused.getMessage());
    }

    @Test
    void namesTheExpectedFileThatIsMissing() throws IOException {
        AlteredFolder altered = AlteredFolder.copy(Reference.open(), folder);
        altered.remove("grad.weight.npy");
        ReferenceFolder reference = ReferenceFolder.read(folder);

        IOException refused = assertThrows(IOException.class, () -> Verification.of(reference, "auto"));

        assertEquals(folder + ": not a reference folder: grad.weight.npy is missing", refused.getMessage());
    }

    @Test
    void saysWhichShapeWasExpectedAndWhichCame() throws IOException {
        AlteredFolder altered = AlteredFolder.copy(Reference.open(), folder);
        altered.write("param.weight", FloatTensor.zeros(40, 15));

        IOException refused = assertThrows(IOException.class, () -> ReferenceFolder.read(folder));

        assertEquals(folder.resolve("param.weight.npy") + ": expected the shape [40, 16], got [40, 15]",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"vertices\": 40 | \"vertices\": 0 | vertices: expected a whole number of 1 or more, got 0",
            "\"layers\": 3 | \"layers\": 2 | widths: expected a whole number for each of 2 layers, got [12,12,20]",
            "\"bottleneck\" | \"neck\" | bottleneck: expected a whole number of 1 or more, got nothing",
            "\"lr\": 0.001 | \"lr\": \"fast\" | lr: expected a number, got \"fast\"",
            "\"lr\": 0.001 | \"lr\": -1 | expected a learning rate and beta above 0",
            "_reg_weight_0_075 | _ | total_with_reg_weight_<weight>: expected a number, got nothing",
            "losses_before | losses_after | expected 3 numbers for each of 10 steps, got nothing"})
    void saysWhatIsWrongInMeta(String piece, String replacement, String complaint) throws IOException {
        AlteredFolder altered = AlteredFolder.copy(Reference.open(), folder);
        altered.replaceInMeta(piece, replacement);

        IOException refused = assertThrows(IOException.class, () -> ReferenceFolder.read(folder));

        assertTrue(refused.getMessage().startsWith(folder.resolve("meta.json") + ": "), refused.getMessage());
        assertTrue(refused.getMessage().contains(complaint), refused.getMessage());
    }
}
