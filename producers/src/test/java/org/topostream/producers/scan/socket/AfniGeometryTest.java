package org.topostream.producers.scan.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import org.junit.jupiter.api.Test;

/// The examples of AFNI's *README.realtime*, worked out by hand.
class AfniGeometryTest {
    private static final String SAGITTAL = "XYZAXES S-I A-P L-R\nXYFOV 240.0 240.0 112.0\nXYMATRIX 64 64\nZNUM 16\n";

    private static AfniAcquisition acquisition(String commands) throws IOException {
        return AfniCommands.parse(commands).acquisition(1 << 20);
    }

    @Test
    void putsTheFirstVoxelWhereItIsTold() throws IOException {
        AfniAcquisition acquisition = acquisition(SAGITTAL + "XYZFIRST 30 20A 50R");

        assertArrayEquals(new double[]{0, 0, 7, 50, 0, -3.75, 0, 20, -3.75, 0, 0, 30, 0, 0, 0, 1},
                acquisition.affine());
        assertEquals("afni", acquisition.name());
        assertTrue(acquisition.seconds().isEmpty());
    }

    @Test
    void putsZeroInTheMiddleWhereItIsNotTold() throws IOException {
        assertArrayEquals(new double[]{0, 0, 7, -52.5, 0, -3.75, 0, 118.125, -3.75, 0, 0, 118.125, 0, 0, 0, 1},
                acquisition(SAGITTAL).affine());
    }

    @Test
    void takesTheLaterOfTwoPlaces() throws IOException {
        assertEquals(-9, acquisition(SAGITTAL + "XYZFIRST 30 20A 50R\nZFIRST 9").affine()[3]);
        assertEquals(50, acquisition(SAGITTAL + "ZFIRST 9\nXYZFIRST 30 20A 50R").affine()[3]);
        assertEquals(7, acquisition(SAGITTAL + "ZFIRST -7L").affine()[3]);
    }

    @Test
    void turnsObliqueTransformsToOurAxes() throws IOException {
        assertArrayEquals(new double[]{-1, -2, -3, -4, -5, -6, -7, -8, 9, 10, 11, 12, 0, 0, 0, 1},
                acquisition(SAGITTAL + "OBLIQUE_XFORM 1 2 3 4 5 6 7 8 9 10 11 12 0 0 0 1").affine());
    }
}
