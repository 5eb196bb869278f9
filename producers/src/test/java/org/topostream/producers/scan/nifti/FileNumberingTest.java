package org.topostream.producers.scan.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.producers.scan.BadScanException;

class FileNumberingTest {
    @ParameterizedTest
    @CsvSource({"volume_0012.nii, 12", "volume_0012.nii.gz, 12", "Dump-0000.par, 0", "RUN2.PAR, 2", "3.hdr, 3",
            "run1_vol00345, 345", "a.7.NII.GZ, 7"})
    void readsTheLastDigitsBeforeTheExtension(String name, int number) throws BadScanException {
        assertEquals(number, FileNumbering.trailing(0).number(Path.of("folder9", name)));
    }

    @Test
    void countsFromTheFirst() throws BadScanException {
        assertEquals(11, FileNumbering.trailing(1).number(Path.of("volume_0012.nii")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"volume.nii", "12_volume.nii", "volume_0000.nii", "v99999999999.nii",
            "v1234567890123456789012.nii"})
    void refusesNamesWithoutANumber(String name) {
        assertThrows(BadScanException.class, () -> FileNumbering.trailing(1).number(Path.of(name)));
    }
}
