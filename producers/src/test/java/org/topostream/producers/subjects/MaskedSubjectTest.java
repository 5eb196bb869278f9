package org.topostream.producers.subjects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.nifti.NiftiType;
import org.topostream.producers.scan.nifti.NiftiWriter;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Subject;

class MaskedSubjectTest {
    /// x runs to the left from 3 mm on, 2 mm apart; y and z are 3 and 4 mm apart.
    private static final double[] AFFINE = {-2, 0, 0, 3, 0, 3, 0, -10, 0, 0, 4, 5, 0, 0, 0, 1};

    @TempDir
    private Path folder;

    private Path write(String name, double[] affine, float... values) throws IOException {
        Path file = folder.resolve(name);
        NiftiWriter.write(file, NiftiType.FLOAT32, new ScannedVolume("mask", 0, new int[]{3, 2, 1}, values, affine,
                OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty()));
        return file;
    }

    @Test
    void voxelsLieWhereTheMaskIsNotZero() throws IOException {
        Path mask = write("mask.nii", AFFINE, 0, 1, 0.5f, 2, 0, 0);
        Path region = write("v1.nii", AFFINE, 1, 0, 1, 1, 1, 0);

        Subject subject = MaskedSubject.read("anna", mask, Map.of("V1", region)).subject();

        // (1, 0), (2, 0) and (0, 1), by hand.
        assertArrayEquals(new float[]{1, -10, 5, -1, -10, 5, 3, -7, 5}, Tensors.floats(subject.getCoordinates()));
        assertArrayEquals(new float[]{1, 0, 1}, Tensors.floats(subject.getHemispheres()));
        assertEquals("V1", subject.getRois().getFirst().getName());
        assertArrayEquals(new float[]{0, 1, 1}, Tensors.floats(subject.getRois().getFirst().getVoxels()));
    }

    @Test
    void anEmptyMaskAndARegionOfAnotherVolumeAreRefused() throws IOException {
        Path empty = write("empty.nii", AFFINE, 0, 0, 0, 0, 0, 0);
        Path mask = write("mask.nii", AFFINE, 1, 1, 1, 1, 1, 1);
        double[] elsewhere = AFFINE.clone();
        elsewhere[3] = 4;
        Path shifted = write("shifted.nii", elsewhere, 1, 1, 1, 1, 1, 1);

        assertEquals(empty + ": expected a voxel that is not 0, got none",
                assertThrows(BadScanException.class, () -> MaskedSubject.read("anna", empty, Map.of())).getMessage());
        assertEquals(shifted + ": expected the size and the affine of " + mask + ", [3, 2, 1], got [3, 2, 1]",
                assertThrows(BadScanException.class, () -> MaskedSubject.read("anna", mask, Map.of("V1", shifted)))
                        .getMessage());
    }
}
