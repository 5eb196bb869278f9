package org.topostream.factortopy.encoder.internal.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.encoder.DrawnCase;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.encoder.TrainingSession;

class RepeatedTrainingTest {
    private static final int STEPS = 5;

    /// Threads share the voxels, but what each sums, and in which order, does not depend on their speed.
    @Test
    void endsAtTheSameBits() {
        DrawnCase drawn = DrawnCase.draw(3, 900, new int[]{16, 24, 8}, 32, 10, 2);

        Parameters once = train(drawn);
        Parameters again = train(drawn);

        assertEquals(once, again);
    }

    private static Parameters train(DrawnCase drawn) {
        try (TrainingSession session = new TrainingSession(drawn.shape(), drawn.coordinates(), drawn.parameters(),
                OptimiserState.fresh(), TrainingOptions.defaults(), "cpu")) {
            for (int step = 0; step < STEPS; step++) {
                session.step(drawn.features(), drawn.targets());
            }
            return session.parameters();
        }
    }
}
