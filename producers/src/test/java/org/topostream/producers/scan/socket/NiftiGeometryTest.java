package org.topostream.producers.scan.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.junit.jupiter.api.Test;

import org.topostream.producers.scan.BadScanException;

/// Headers and affines are NiBabel's, by `fixtures.py`.
class NiftiGeometryTest {
    private static final int QFORM_CODE = 252;
    private static final int SLOPE = 112;

    @Test
    void readsQuaternionsAsNibabel() throws IOException {
        NiftiGeometry geometry = NiftiGeometry.parse(Fixtures.bytes("nifti.qform"));

        assertArrayEquals(new int[]{2, 3, 4}, geometry.size());
        assertArrayEquals(Fixtures.numbers("nifti.qform.affine"), geometry.affine(), 1e-5);
        assertEquals(1, geometry.slope());
        assertEquals(24, geometry.voxels());
    }

    @Test
    void readsMatricesOfTheOtherByteOrderAsNibabel() throws IOException {
        assertArrayEquals(Fixtures.numbers("nifti.sform.affine"),
                NiftiGeometry.parse(Fixtures.bytes("nifti.sform")).affine());
    }

    @Test
    void fallsBackToSizesAlone() throws IOException {
        byte[] header = Fixtures.bytes("nifti.qform");
        header[QFORM_CODE] = 0;

        assertArrayEquals(new double[]{2, 0, 0, 0, 0, 2.5, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1},
                NiftiGeometry.parse(header).affine());
    }

    @Test
    void readsSlopeAndInterceptUnlessTheSlopeIsZero() throws IOException {
        byte[] header = Fixtures.bytes("nifti.qform");
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        fields.putFloat(SLOPE, 0.5f).putFloat(SLOPE + 4, -3);
        assertEquals(0.5, NiftiGeometry.parse(header).slope());
        assertEquals(-3, NiftiGeometry.parse(header).intercept());

        fields.putFloat(SLOPE, 0);

        assertEquals(1, NiftiGeometry.parse(header).slope());
        assertEquals(0, NiftiGeometry.parse(header).intercept());
    }

    @Test
    void refusesOrientationsThatAreNoNumbers() throws IOException {
        byte[] header = Fixtures.bytes("nifti.qform");
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putFloat(256, Float.NaN);

        BadScanException refused = assertThrows(BadScanException.class, () -> NiftiGeometry.parse(header));

        assertTrue(refused.getMessage().contains("finite orientation, got NaN"), refused.getMessage());
    }
}
