package org.topostream.factortopy.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.topostream.factortopy.encoder.Reference;

/// A verification fails in the group that is wrong, and nowhere else.
class VerificationTest {

    @ParameterizedTest
    @CsvSource({"output.encoding, encoding, encoding", "output.space, selectors, space",
            "output.layer, selectors, layer", "output.scale, selectors, scale",
            "grad.weight, gradients, weight", "grad.layer_selector_mlp.3.bias, gradients, layer_selector_mlp.3.bias",
            "after10.param.bias, parametersAfterTenSteps, bias"})
    void namesTheGroupAndTheTensorWhoseExpectationIsAltered(String file, String group, String tensor,
            @TempDir Path folder) throws IOException {
        AlteredFolder altered = AlteredFolder.copy(Reference.open(), folder);
        altered.alter(file);

        Verification verification = Verification.of(ReferenceFolder.read(folder), "auto");

        assertFalse(verification.pass());
        assertEquals(List.of(group), failed(verification));
        assertEquals(tensor, verification.groups().get(group).worst());
    }

    @ParameterizedTest
    @CsvSource({"0.7962579662723142, losses, loss", "-0.9691846964122426, losses, regulariser",
            "0.6993394966310899, losses, total"})
    void namesTheLossThatIsAltered(String value, String group, String tensor, @TempDir Path folder)
            throws IOException {
        AlteredFolder altered = AlteredFolder.copy(Reference.open(), folder);
        altered.replaceInMeta(value, "0.75");

        Verification verification = Verification.of(ReferenceFolder.read(folder), "auto");

        assertEquals(List.of(group), failed(verification));
        assertEquals(tensor, verification.groups().get(group).worst());
    }

    @ParameterizedTest
    @CsvSource({"param.bias, predictionsWhileTraining", "param.space_selector_mlp.5.weight, selectors",
            "input.global.1, predictionsOnceCompiled", "input.target, losses"})
    void failsWhereAnInputIsAltered(String file, String group, @TempDir Path folder) throws IOException {
        AlteredFolder altered = AlteredFolder.copy(Reference.open(), folder);
        altered.alter(file);

        Verification verification = Verification.of(ReferenceFolder.read(folder), "auto");

        assertFalse(verification.groups().get(group).pass(), verification.toString());
    }

    private static List<String> failed(Verification verification) {
        return verification.groups().entrySet().stream().filter(group -> !group.getValue().pass())
                .map(Map.Entry::getKey).toList();
    }
}
