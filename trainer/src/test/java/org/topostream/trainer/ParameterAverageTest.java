package org.topostream.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.Parameters;

class ParameterAverageTest {
    private static Parameters of(float value) {
        return new Parameters(Map.of("weight", new FloatTensor(new int[]{2}, new float[]{value, -value})));
    }

    private static float value(ParameterAverage average) {
        return average.parameters().tensors().get("weight").values()[0];
    }

    @Test
    void theFirstTrialReplacesTheFirstParameters() {
        ParameterAverage average = new ParameterAverage(of(1000), 0.2);

        average.add(of(3), 1);

        assertEquals(3, value(average));
        assertEquals(-3, average.parameters().tensors().get("weight").values()[1]);
    }

    @Test
    void aShareOfOneIsThePlainMean() {
        ParameterAverage average = new ParameterAverage(of(0), 1);
        for (int trial = 1; trial <= 9; trial++) {
            average.add(of(trial), trial);
        }

        assertEquals(5, value(average), 1e-5);
    }

    /// The weight of trial s after t of them is proportional to s (s + 1) ... (s + eta - 1), eta = 1 / share - 1: the
    /// mean of 1 ... t under it is close to t (eta + 1) / (eta + 2).
    @Test
    void aSmallerShareLeansTowardTheLatest() {
        ParameterAverage average = new ParameterAverage(of(0), 0.2);
        for (int trial = 1; trial <= 1000; trial++) {
            average.add(of(trial), trial);
        }

        assertEquals(1000 * 5 / 6.0, value(average), 1);
    }

    @Test
    void restsWhereTheParametersJitterAroundAPoint() {
        ParameterAverage average = new ParameterAverage(of(0), 0.2);
        for (int trial = 1; trial <= 500; trial++) {
            average.add(of(trial % 2 == 0 ? 4 : 6), trial);
        }

        assertTrue(Math.abs(value(average) - 5) < 0.02, "average " + value(average));
    }
}
