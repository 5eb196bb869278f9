package org.topostream.factortopy.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topostream.factortopy.encoder.Closeness.assertClose;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;

/// The method against the shared fixture.
class ReferenceTest {
    private static final double REGULARISER_WEIGHT = 0.075;

    @Test
    void encodesCoordinatesAsTheReference() throws IOException {
        Reference reference = Reference.open();

        float[] encoding = reference.coordinates().encoding();

        assertClose("encoding", reference.tensor("output.encoding").values(), encoding, 1e-5);
    }

    @Test
    void choosesAsTheReference() throws IOException {
        Reference reference = Reference.open();
        Encoder encoder = new Encoder(reference.shape(), reference.coordinates(), reference.parameters(),
                Normaliser.identity(reference.shape().voxels()));

        Selectors selectors = encoder.selectors();

        assertClose("space", reference.tensor("output.space").values(), selectors.space(), 1e-5);
        assertClose("layer", reference.tensor("output.layer").values(), selectors.layer(), 1e-5);
        assertClose("scale", reference.tensor("output.scale").values(), selectors.scale(), 1e-5);
    }

    @Test
    void predictsAsTheReferenceWhileTraining() throws IOException {
        Reference reference = Reference.open();
        float[][] expected = Reference.rows(reference.tensor("output.prediction"));
        try (TrainingSession session = reference.session()) {

            float[][] predictions = session.forward(reference.features());

            for (int b = 0; b < expected.length; b++) {
                assertClose("prediction " + b, expected[b], predictions[b], 1e-5);
            }
        }
    }

    @Test
    void predictsAsTheReferenceOnceFinished() throws IOException {
        Reference reference = Reference.open();
        float[][] expected = Reference.rows(reference.tensor("output.prediction"));
        Encoder encoder = new Encoder(reference.shape(), reference.coordinates(), reference.parameters(),
                Normaliser.identity(reference.shape().voxels()));
        try (Predictor predictor = Predictor.compile(Encoder.fromBytes(encoder.toBytes()))) {

            List<float[]> predictions = predictor.predict(reference.features());

            for (int b = 0; b < expected.length; b++) {
                assertClose("prediction " + b, expected[b], predictions.get(b), 1e-5);
            }
        }
    }

    @Test
    void descendsAlongTheReferenceGradients() throws IOException {
        Reference reference = Reference.open();
        try (TrainingSession session = reference.session()) {

            Map<String, FloatTensor> gradients = session.gradients(reference.features(), reference.targets(),
                    REGULARISER_WEIGHT);

            for (String name : reference.parameters().tensors().keySet()) {
                assertClose(name, reference.tensor("grad." + name).values(), gradients.get(name).values(), 1e-4);
            }
        }
    }

    @Test
    void tenStepsLeadToTheReferenceParameters() throws IOException {
        Reference reference = Reference.open();
        List<Features> features = reference.features();
        try (TrainingSession session = reference.session()) {

            for (int step = 0; step < 10; step++) {
                StepReport report = session.step(features, reference.targets());

                assertReported(reference.meta().path("losses_before_each_step_loss_reg_total").path(step), report);
            }

            Map<String, FloatTensor> parameters = session.parameters().tensors();
            for (String name : reference.parameters().tensors().keySet()) {
                assertClose(name, reference.tensor("after10.param." + name).values(), parameters.get(name).values(),
                        1e-4);
            }
            assertEquals(10, session.steps());
        }
    }

    private static void assertReported(JsonNode expected, StepReport report) {
        assertTrue(report.accepted());
        assertEquals(expected.path(0).asDouble(), report.loss(), 1e-5, "loss");
        assertEquals(expected.path(1).asDouble(), report.regulariser(), 1e-4, "regulariser");
        assertEquals(expected.path(2).asDouble(), report.total(), 1e-5, "total");
    }
}
