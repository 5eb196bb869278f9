package org.topostream.producers.scan.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/// Files of scanners, and made-up ones of kinds that no free ones are of, against pydicom and NiBabel
/// (`dicom_reference.py`).
class DicomScannersTest {
    /// 2024-02-29 12:00:00 in seconds since 1970, as `date -u +%s` has it.
    private static final double NOON = 1_709_208_000;

    private static List<DicomVolume> volumes(List<Path> files) throws IOException {
        DicomVolumes volumes = new DicomVolumes();
        List<DicomVolume> complete = new ArrayList<>();
        for (Path file : files) {
            complete.addAll(volumes.add(DicomFile.read(file)));
        }
        assertTrue(volumes.incomplete().isEmpty(), volumes.incomplete().toString());
        return complete;
    }

    private static List<DicomVolume> volumes(String madeUp) throws IOException {
        return new DicomVolumes().add(DicomFile.parse(madeUp, DicomSamples.madeUp(madeUp)));
    }

    private static void assertAre(String name, List<DicomVolume> volumes, int width) throws IOException {
        List<JsonNode> expected = DicomSamples.expected(name);
        assertEquals(expected.size(), volumes.size());
        for (int i = 0; i < volumes.size(); i++) {
            DicomSamples.assertIs(expected.get(i), volumes.get(i).volume(), width);
        }
    }

    @Test
    void everyMosaicOfSiemensIsAVolume() throws IOException {
        List<Path> files = DicomSamples.siemens();

        List<DicomVolume> volumes = volumes(files);

        assertAre("siemens", volumes, Short.BYTES);
        for (DicomVolume volume : volumes) {
            assertEquals(OptionalInt.of(13), volume.seriesNumber());
            assertEquals(ImageKind.MAGNITUDE, volume.kind());
            assertEquals(28, volume.echoTime());
            assertEquals(OptionalDouble.of(1), volume.volume().seconds());
            assertEquals(OptionalDouble.empty(), volume.volume().acquiredAt()); // removed from the files
            assertEquals("1.3.12.2.1107.5.2.43.67094.2017102412190381588073168.0.0.0", volume.volume().series());
        }
    }

    @Test
    void fiftyFourSlicesOfGeAreThreeVolumes() throws IOException {
        List<Path> files = DicomSamples.ge();

        List<DicomVolume> volumes = volumes(files);

        assertAre("ge", volumes, Short.BYTES);
        for (DicomVolume volume : volumes) {
            assertEquals(OptionalInt.of(6), volume.seriesNumber());
            assertEquals(ImageKind.MAGNITUDE, volume.kind());
            assertEquals(28, volume.echoTime());
            assertEquals(OptionalDouble.of(1), volume.volume().seconds());
            assertEquals(OptionalInt.of(60), volume.volume().volumes());
        }
    }

    @Test
    void slicesOfGeMakeTheSameVolumesInAnyOrder() throws IOException {
        for (int seed = 0; seed < 5; seed++) {
            List<Path> files = DicomSamples.ge();
            Collections.shuffle(files, new Random(seed));

            List<DicomVolume> volumes = volumes(files);

            volumes.sort(Comparator.comparingInt(volume -> volume.volume().number()));
            assertAre("ge", volumes, Short.BYTES);
        }
    }

    @Test
    void anEnhancedFileHoldsASeriesWhateverWayItIsWritten() throws IOException {
        for (String way : List.of("", "_implicit", "_big")) {
            List<DicomVolume> volumes = volumes("dicom_enhanced" + way + ".dcm");

            assertAre("enhanced", volumes, Float.BYTES);
            for (DicomVolume volume : volumes) {
                assertEquals(ImageKind.MAGNITUDE, volume.kind());
                assertEquals(30, volume.echoTime());
                assertEquals(OptionalDouble.of(1.5), volume.volume().seconds());
                assertEquals(NOON + volume.volume().number() + 1.1, volume.volume().acquiredAt().orElseThrow(), 1e-6);
            }
        }
    }

    @Test
    void anEnhancedFileOfOneVolumeCountsAsItsAcquisition() throws IOException {
        List<DicomVolume> volumes = volumes("dicom_enhanced_one.dcm");

        assertAre("enhanced_one", volumes, Float.BYTES);
        assertEquals(ImageKind.PHASE, volumes.getFirst().kind());
        assertEquals(NOON + 1.1, volumes.getFirst().volume().acquiredAt().orElseThrow(), 1e-6);
    }

    /// Rows and columns alone would put its slices upside down.
    @Test
    void aMosaicsSlicesRunAsItsHeaderSays() throws IOException {
        List<DicomVolume> volumes = volumes("dicom_mosaic.dcm");

        assertAre("mosaic", volumes, Short.BYTES);
        assertEquals(ImageKind.PHASE, volumes.getFirst().kind());
        assertEquals(12.5, volumes.getFirst().echoTime());
        assertEquals(OptionalDouble.of(0.8), volumes.getFirst().volume().seconds());
        assertEquals(NOON + 12 * 3600 - 0.25, volumes.getFirst().volume().acquiredAt().orElseThrow(), 1e-6);
    }
}
