package org.topostream.cli.bench;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// A speed counts only if the kernel is right and learns.
class CorrectnessTest {

    @Test
    void passesWherePredictionsAreCloseAndTheLossFell() {
        assertTrue(new EncoderMeasurement.Correctness(1e-6, 1e-5, 1e-5, 0.8, 0.7, 9).pass());
    }

    @Test
    void failsWherePredictionsAreApart() {
        assertFalse(new EncoderMeasurement.Correctness(2e-5, 1e-6, 1e-5, 0.8, 0.7, 9).pass());
        assertFalse(new EncoderMeasurement.Correctness(1e-6, Double.POSITIVE_INFINITY, 1e-5, 0.8, 0.7, 9).pass());
    }

    @Test
    void failsWhereTheLossDidNotFall() {
        assertFalse(new EncoderMeasurement.Correctness(1e-6, 1e-6, 1e-5, 0.8, 0.8, 9).pass());
        assertFalse(new EncoderMeasurement.Correctness(1e-6, 1e-6, 1e-5, 0.8, Double.NaN, 9).pass());
    }
}
