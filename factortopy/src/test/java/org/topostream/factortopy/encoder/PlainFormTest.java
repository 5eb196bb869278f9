package org.topostream.factortopy.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.topostream.factortopy.encoder.Closeness.assertClose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.npy.NpyFile;
import org.topostream.factortopy.verify.ReferenceFolder;
import org.topostream.factortopy.verify.ReferenceMeta;

/// What judges the kernels is judged by the shared fixture, of the same precision.
class PlainFormTest {
    private static final double TOLERANCE = 1e-9;
    private static final double REGULARISER_WEIGHT = 0.075;
    /// The reference takes the logarithm of `p + 1e-8`, which adds as much to the sum of `p log p` for every layer and,
    /// to first order, nothing to its gradient.
    private static final double WITHIN_LOGARITHM = 1e-8;

    @Test
    void choosesAndPredictsAsTheReference() throws IOException {
        ReferenceFolder reference = Reference.open();
        PlainForm form = form(reference);

        PlainForm.Outcome outcome = form.evaluate(batch(reference), REGULARISER_WEIGHT);

        assertClose("encoding", values(reference, "output.encoding"), form.encoding(), TOLERANCE);
        assertClose("space", values(reference, "output.space"), outcome.space(), TOLERANCE);
        assertClose("layer", values(reference, "output.layer"), outcome.layer(), TOLERANCE);
        assertClose("scale", values(reference, "output.scale"), outcome.scale(), TOLERANCE);
        assertClose("prediction", values(reference, "output.prediction"), outcome.predictions(), TOLERANCE);
    }

    @Test
    void descendsAlongTheReferenceGradients() throws IOException {
        ReferenceFolder reference = Reference.open();

        PlainForm.Outcome outcome = form(reference).evaluate(batch(reference), REGULARISER_WEIGHT);

        assertEquals(reference.meta().losses().getFirst().loss(), outcome.loss(), TOLERANCE, "loss");
        assertEquals(reference.meta().losses().getFirst().regulariser(), outcome.regulariser() + excess(reference),
                TOLERANCE,
                "regulariser");
        for (String name : reference.shape().parameterShapes().keySet()) {
            assertClose(name, values(reference, "grad." + name), outcome.gradients().get(name), TOLERANCE);
        }
    }

    @Test
    void tenStepsLeadToTheReferenceParameters() throws IOException {
        ReferenceFolder reference = Reference.open();
        PlainBatch batch = batch(reference);
        PlainTraining training = new PlainTraining(form(reference));

        for (int step = 0; step < 10; step++) {
            PlainForm.Outcome outcome = training.step(batch);

            ReferenceMeta.Losses expected = reference.meta().losses().get(step);
            double excess = excess(reference);
            assertEquals(expected.loss(), outcome.loss(), TOLERANCE, "loss");
            assertEquals(expected.regulariser(), outcome.regulariser() + excess, TOLERANCE, "regulariser");
            double weight = TrainingOptions.defaults().regularisationAt(step);
            assertEquals(expected.total(), outcome.total() + weight * excess, TOLERANCE, "total");
        }
        for (String name : reference.shape().parameterShapes().keySet()) {
            assertClose(name, values(reference, "after10.param." + name), training.parameters().get(name), TOLERANCE);
        }
    }

    private static double excess(ReferenceFolder reference) {
        int layers = reference.shape().layers();
        return layers * WITHIN_LOGARITHM / Math.log(layers);
    }

    private static PlainForm form(ReferenceFolder reference) throws IOException {
        Map<String, double[]> parameters = new LinkedHashMap<>();
        for (String name : reference.shape().parameterShapes().keySet()) {
            parameters.put(name, values(reference, "param." + name));
        }
        return new PlainForm(reference.shape(), values(reference, "input.coords"), parameters, 0);
    }

    private static PlainBatch batch(ReferenceFolder reference) throws IOException {
        List<double[]> local = new ArrayList<>();
        List<double[]> global = new ArrayList<>();
        for (int layer = 0; layer < reference.shape().layers(); layer++) {
            local.add(values(reference, "input.local." + layer));
            global.add(values(reference, "input.global." + layer));
        }
        return new PlainBatch(reference.meta().batch(), local, global,
                values(reference, "input.target"));
    }

    private static double[] values(ReferenceFolder reference, String name) throws IOException {
        return NpyFile.readDouble(reference.folder().resolve(name + ".npy"));
    }
}
