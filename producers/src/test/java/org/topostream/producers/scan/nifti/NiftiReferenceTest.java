package org.topostream.producers.scan.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.scan.ScannedVolume;

/// Files as NiBabel reads them: `src/test/resources/scan/nifti_reference.py` wrote down what that is.
class NiftiReferenceTest {
    @TempDir
    private Path folder;

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static void assertRead(JsonNode expected, Path file) throws IOException {
        try (NiftiSeries series = NiftiSeries.open(file, "run")) {
            for (int number = 0; number < ScanReference.volumes(expected); number++) {
                ScanReference.assertVolume(expected, number, series.next().orElseThrow());
            }
            assertEquals(Optional.empty(), series.next());
            assertEquals(ScanReference.volumes(expected), series.expectWhole());
        }
    }

    @Test
    void readsEveryTypeByteOrderVersionAndAffine() throws IOException {
        JsonNode files = ScanReference.json("nifti_synthetic.json");
        assertTrue(files.size() > 80, "only " + files.size());

        for (JsonNode expected : files) {
            assertRead(expected, Files.write(folder.resolve("image.nii"), ScanReference.file(expected.path("file"))));
        }
    }

    @Test
    void readsThemGzipped() throws IOException {
        for (JsonNode expected : ScanReference.json("nifti_synthetic.json")) {
            byte[] packed = gzip(ScanReference.file(expected.path("file")));
            assertRead(expected, Files.write(folder.resolve("image.nii.gz"), packed));
        }
    }

    @Test
    void readsSingleVolumesByTheirNumber() throws IOException {
        for (JsonNode expected : ScanReference.json("nifti_synthetic.json")) {
            if (ScanReference.volumes(expected) == 1) {
                Path file = Files.write(folder.resolve("image_0000.nii"), ScanReference.file(expected.path("file")));
                ScanReference.assertVolume(expected, 0, NiftiFile.read(file, "run", FileNumbering.trailing(0)));
            }
        }
    }

    /// The header of a pair says `ni1` and where intensities begin in the other file, here at its first byte.
    @Test
    void readsPairsOfHeaderAndImage() throws IOException {
        JsonNode expected = ScanReference.json("nifti_synthetic.json").path(0);
        byte[] single = ScanReference.file(expected.path("file"));
        byte[] header = Arrays.copyOf(single, 348);
        header[345] = 'i';
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putFloat(108, 0);
        byte[] image = Arrays.copyOfRange(single, 352, single.length);

        Files.write(folder.resolve("a.hdr"), header);
        Files.write(folder.resolve("a.img"), image);
        assertRead(expected, folder.resolve("a.hdr"));

        Files.write(folder.resolve("B.HDR"), header);
        Files.write(folder.resolve("B.IMG"), image);
        assertRead(expected, folder.resolve("B.HDR"));

        Files.write(folder.resolve("c.hdr.gz"), gzip(header));
        Files.write(folder.resolve("c.img.gz"), gzip(image));
        assertRead(expected, folder.resolve("c.hdr.gz"));
    }

    @Test
    void readsRealFiles() throws IOException {
        int files = 0;
        for (Map.Entry<String, JsonNode> expected : ScanReference.json("nifti_reference.json").properties()) {
            if (expected.getKey().endsWith(".nii.gz")) {
                assertReal(ScanReference.recording(expected.getKey()), expected.getValue());
                files++;
            }
        }
        assertEquals(5, files);
    }

    /// Their fields of time are left to default values; `testSeries.nii.gz` does not tell of its TR.
    private static void assertReal(Path file, JsonNode expected) throws IOException {
        CRC32 checksum = new CRC32();
        double sum = 0;
        try (NiftiSeries series = NiftiSeries.open(file, "run")) {
            for (int number = 0; number < ScanReference.volumes(expected); number++) {
                ScannedVolume volume = series.next().orElseThrow();
                ScanReference.assertGeometry(expected, volume);
                ScanReference.assertVoxels(expected, volume);
                ScanReference.update(checksum, volume.values());
                sum += ScanReference.sum(volume.values());
            }
            series.expectWhole();
        }
        assertEquals(expected.path("crc32").asLong(), checksum.getValue(), file.toString());
        assertEquals(expected.path("sum").asDouble(), sum, 1e-9 * Math.abs(sum), file.toString());
    }
}
