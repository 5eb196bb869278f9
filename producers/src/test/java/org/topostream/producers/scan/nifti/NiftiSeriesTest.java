package org.topostream.producers.scan.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

class NiftiSeriesTest {
    private static final int VOLUMES = 4;
    private static final int BYTES = TestVolumes.VOXELS * Short.BYTES;
    private static final int DIM4 = 48;

    @TempDir
    private Path folder;
    private byte[] whole;
    private Path file;
    private NiftiSeries series;

    @BeforeEach
    void writeSeries() throws IOException {
        whole = TestVolumes.series(folder, VOLUMES);
        file = folder.resolve("run.nii");
        series = NiftiSeries.open(file, "run");
    }

    @AfterEach
    void closeSeries() {
        series.close();
    }

    private void grow(byte[] bytes, int length) throws IOException {
        Files.write(file, Arrays.copyOf(bytes, length));
    }

    /// Asks until nothing more comes.
    /// @return how many came, which have to be those after the volumes before
    private int given(int before) throws IOException {
        int given = 0;
        Optional<ScannedVolume> volume = series.next();
        while (volume.isPresent()) {
            assertEquals(before + given, volume.get().number());
            assertArrayEquals(TestVolumes.volume(before + given, OptionalDouble.empty()).values(),
                    volume.get().values());
            given++;
            volume = series.next();
        }
        return given;
    }

    private void assertGivesWholeVolumesByteByByte(byte[] bytes) throws IOException {
        int given = given(0);
        for (int length = 0; length <= bytes.length; length++) {
            grow(bytes, length);
            given += given(given);
            assertEquals(Math.max(0, length - TestVolumes.OFFSET) / BYTES, given, length + " bytes");
        }
    }

    @Test
    void givesEachVolumeOnceItIsWhole() throws IOException {
        assertGivesWholeVolumesByteByByte(whole);
        assertEquals(VOLUMES, series.expectWhole());
    }

    @Test
    void givesVolumesThatTheHeaderDoesNotTellOf() throws IOException {
        for (int told : new int[]{1, 0, -1}) {
            series = NiftiSeries.open(file, "run");
            Files.deleteIfExists(file);
            assertGivesWholeVolumesByteByByte(TestVolumes.with(whole, DIM4, told));
            assertEquals(VOLUMES, series.expectWhole());
        }
    }

    @Test
    void saysThatVolumesAreMissingWhereTheHeaderTellsOfMore() throws IOException {
        assertGivesWholeVolumesByteByByte(TestVolumes.with(whole, DIM4, 300));

        BadScanException refused = assertThrows(BadScanException.class, series::expectWhole);

        assertEquals(file + ": expected 300 volumes of 48 bytes from byte 352 on, got 4 whole ones: 544 bytes",
                refused.getMessage());
    }

    @Test
    void saysThatTheLastVolumeIsCutOff() throws IOException {
        grow(TestVolumes.with(whole, DIM4, 1), whole.length - 1);
        assertEquals(VOLUMES - 1, given(0));

        BadScanException refused = assertThrows(BadScanException.class, series::expectWhole);

        assertEquals(file + ": expected 1 volumes of 48 bytes from byte 352 on, got 3 whole ones: 543 bytes",
                refused.getMessage());
    }

    @Test
    void tellsHowManyAreToComeWhereTheHeaderIsAhead() throws IOException {
        grow(TestVolumes.with(whole, DIM4, 300), TestVolumes.OFFSET + BYTES);
        assertEquals(OptionalInt.of(300), series.next().orElseThrow().volumes());
        assertEquals(Optional.empty(), series.next());

        grow(whole, whole.length);

        assertEquals(OptionalInt.empty(), series.next().orElseThrow().volumes());
    }

    @Test
    void doesNotTakeACountThatGrowsForAPlan() throws IOException {
        grow(TestVolumes.with(whole, DIM4, 1), TestVolumes.OFFSET);
        assertEquals(Optional.empty(), series.next());

        grow(TestVolumes.with(whole, DIM4, 2), TestVolumes.OFFSET + BYTES);

        assertEquals(OptionalInt.empty(), series.next().orElseThrow().volumes());
    }

    @Test
    void refusesAFileThatLosesVolumes() throws IOException {
        grow(whole, whole.length);
        assertEquals(VOLUMES, given(0));
        grow(whole, whole.length - 1);

        BadScanException refused = assertThrows(BadScanException.class, series::next);

        assertEquals(file + ": expected the 4 volumes that it had, got 3", refused.getMessage());
    }

    @Test
    void refusesAFileThatBecomesAnother() throws IOException {
        grow(whole, TestVolumes.OFFSET + BYTES);
        assertEquals(1, given(0));
        grow(TestVolumes.withFloat(whole, 280, 7), whole.length);

        BadScanException refused = assertThrows(BadScanException.class, series::next);

        assertTrue(refused.getMessage().startsWith(file + ": expected the header that it had"), refused.getMessage());
    }

    @Test
    void goesOnWhereAnotherLeftOff() throws IOException {
        grow(whole, whole.length);
        series = NiftiSeries.open(file, "run", 3);

        assertEquals(1, given(3));
    }

    @Test
    void saysThatThereIsNoFile() {
        BadScanException refused = assertThrows(BadScanException.class, series::expectWhole);

        assertEquals(file + ": expected a whole header of 348 bytes (NIfTI-1) or 540 (NIfTI-2), got less: 0 bytes",
                refused.getMessage());
    }

    @Test
    void givesNothingOfAGzippedFileUntilItIsWhole() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(whole);
        }
        for (int length = 0; length < packed.size(); length++) {
            grow(packed.toByteArray(), length);
            assertEquals(0, given(0), length + " bytes");
            assertThrows(BadScanException.class, series::expectWhole);
        }

        grow(packed.toByteArray(), packed.size());

        assertEquals(VOLUMES, given(0));
        assertEquals(VOLUMES, series.expectWhole());
    }
}
