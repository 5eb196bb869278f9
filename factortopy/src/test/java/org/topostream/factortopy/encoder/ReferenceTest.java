package org.topostream.factortopy.encoder;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.factortopy.verify.Comparison;
import org.topostream.factortopy.verify.ReferenceFolder;
import org.topostream.factortopy.verify.Verification;

/// The method against the shared fixture.
class ReferenceTest {
    private static final List<String> GROUPS = List.of("encoding", "selectors", "predictionsWhileTraining",
            "predictionsOnceCompiled", "gradients", "losses", "parametersAfterTenSteps");

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "torch:cpu"})
    void computesEverythingAsTheReference(String device) throws IOException {
        ReferenceFolder reference = Reference.open();

        Verification verification = Verification.of(reference, device);

        assertEquals(GROUPS, List.copyOf(verification.groups().keySet()));
        assertAll(verification.groups().entrySet().stream()
                .map(group -> () -> assertTrue(group.getValue().pass(), group.toString())));
    }

    /// Closer than [Verification] asks: on the processor, every parameter on its own.
    @Test
    void everyParameterIsTheReferencesAfterTenSteps() throws IOException {
        Comparison parameters = Verification.of(Reference.open(), "cpu").groups().get("parametersAfterTenSteps");

        assertTrue(parameters.relativeError() <= 1e-4, parameters.toString());
    }

    @Test
    void acceptsAndCountsEveryStep() throws IOException {
        ReferenceFolder reference = Reference.open();
        try (TrainingSession session = new TrainingSession(reference.shape(), reference.coordinates(),
                reference.parameters(), OptimiserState.fresh(), reference.meta().options())) {

            StepReport first = session.step(reference.features(), reference.targets());
            StepReport second = session.step(reference.features(), reference.targets());

            assertTrue(first.accepted() && second.accepted(), first + ", " + second);
            assertEquals(1, first.step());
            assertEquals(2, second.step());
            assertEquals(2, session.steps());
        }
    }

    @Test
    void anEncoderSurvivesAsBytes() throws IOException {
        Encoder encoder = Reference.open().encoder();

        Encoder read = Encoder.fromBytes(encoder.toBytes());

        assertEquals(encoder.shape(), read.shape());
        assertEquals(encoder.parameters(), read.parameters());
        assertArrayEquals(encoder.coordinates().values(), read.coordinates().values());
        assertArrayEquals(encoder.coordinates().minimum(), read.coordinates().minimum());
        assertArrayEquals(encoder.coordinates().maximum(), read.coordinates().maximum());
        assertArrayEquals(encoder.normaliser().mean(), read.normaliser().mean());
        assertArrayEquals(encoder.normaliser().spread(), read.normaliser().spread());
    }
}
