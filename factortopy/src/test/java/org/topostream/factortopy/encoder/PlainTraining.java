package org.topostream.factortopy.encoder;

import java.util.Map;

/// Training of the plain form.
final class PlainTraining {
    private final PlainAdamW optimiser = new PlainAdamW();
    private PlainForm form;
    private int steps;

    PlainTraining(PlainForm form) {
        this.form = form;
    }

    Map<String, double[]> parameters() {
        return form.parameters();
    }

    /// One step; returns what was so before it.
    PlainForm.Outcome step(PlainBatch batch) {
        PlainForm.Outcome outcome = form.evaluate(batch, 0.1 * Math.max(0, 1 - steps / 2000.0));
        steps++;
        form = new PlainForm(form.shape(), form.coordinates(),
                optimiser.step(form.parameters(), outcome.gradients()), form.nudge());
        return outcome;
    }
}
