package org.topostream.factortopy.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TrainingOptionsTest {
    private static TrainingOptions rate(double learningRate, int holdSteps) {
        return new TrainingOptions(learningRate, holdSteps, 0.01, 0.5, 0.1, 0.1, 2000, 0);
    }

    @Test
    void theLearningRateFallsWithTheSquareRootOfTheStepsOnceHeld() {
        TrainingOptions options = rate(0.01, 100);

        assertEquals(0.01, options.learningRateAt(0));
        assertEquals(0.01, options.learningRateAt(100));
        assertEquals(0.005, options.learningRateAt(400), 1e-12);
        assertEquals(0.001, options.learningRateAt(10_000), 1e-12);
    }

    @Test
    void theLearningRateIsConstantWithoutStepsToHold() {
        assertEquals(0.01, rate(0.01, 0).learningRateAt(1_000_000));
        assertEquals(0.002, rate(0.01, 100).withConstantRate(0.002).learningRateAt(1_000_000));
    }

    @Test
    void theRegulariserFadesToNothing() {
        TrainingOptions options = TrainingOptions.defaults();

        assertEquals(0.1, options.regularisationAt(0));
        assertEquals(0.05, options.regularisationAt(1000), 1e-12);
        assertEquals(0, options.regularisationAt(5000));
    }

    @Test
    void refusesValuesThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> rate(0, 0));
        assertThrows(IllegalArgumentException.class, () -> rate(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> rate(0.01, -1));
    }
}
