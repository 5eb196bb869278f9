package org.topostream.factortopy.encoder.internal.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.encoder.Coordinates;

class EncodingBasisTest {

    @Test
    void spansTheEncodingWithHalfAsManyFunctions() {
        float[] xyz = new float[3 * 500];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < xyz.length; i++) {
            xyz[i] = (float) (random.nextDouble() * (50 + 20 * (i % 3)));
        }
        Coordinates coordinates = Coordinates.of(xyz);

        EncodingBasis basis = EncodingBasis.of(coordinates);

        assertTrue(basis.size() <= Coordinates.ENCODING / 2, "functions: " + basis.size());
        assertSpans(coordinates, basis);
    }

    @Test
    void leavesOutAnAxisWithoutExtent() {
        Coordinates flat = Coordinates.of(new float[]{0, 5, 1, 3, 5, 2, 9, 5, 7});

        EncodingBasis basis = EncodingBasis.of(flat);

        assertSpans(flat, basis);
    }

    @Test
    void isEmptyForASingleVoxel() {
        assertEquals(0, EncodingBasis.of(Coordinates.of(new float[]{1, 2, 3})).size());
    }

    private static void assertSpans(Coordinates coordinates, EncodingBasis basis) {
        float[] expected = coordinates.encoding();
        int stride = Lanes.columns(basis.size());
        for (int i = 0; i < expected.length; i++) {
            int voxel = i / Coordinates.ENCODING;
            double sum = 0;
            for (int function = 0; function < basis.size(); function++) {
                sum += (double) basis.values()[voxel * stride + function]
                        * basis.mixing()[function * Coordinates.ENCODING + i % Coordinates.ENCODING];
            }
            assertEquals(expected[i], sum, 1e-6, "voxel " + voxel + ", value " + i % Coordinates.ENCODING);
        }
    }
}
