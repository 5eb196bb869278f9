package org.topostream.factortopy.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.Reference;

class PlainPredictionTest {

    @Test
    void predictsAsTheReference() throws IOException {
        ReferenceFolder reference = Reference.open();
        FloatTensor expected = reference.tensor("output.prediction", reference.meta().batch(),
                reference.shape().voxels());

        double[][] predictions = PlainPrediction.of(reference.encoder(), reference.features());

        // The reference computed with float64 parameters, of which these are the nearest float32.
        Deviation deviation = Deviation.of("prediction", doubles(expected.values()),
                Stream.of(predictions).flatMapToDouble(Arrays::stream).toArray());
        assertTrue(deviation.relative() < 1e-6, deviation.toString());
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
