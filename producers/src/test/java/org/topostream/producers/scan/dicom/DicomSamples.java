package org.topostream.producers.scan.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.topostream.producers.scan.ScannedVolume;

/// Files beside the tests and what pydicom and NiBabel say of them, as `dicom_reference.py` wrote both down; and real
/// ones beside the repository, from Pyneal, without which tests are skipped.
final class DicomSamples {
    /// All that lie beside the tests.
    static final List<String> MADE_UP = List.of("dicom_enhanced.dcm", "dicom_enhanced_implicit.dcm",
            "dicom_enhanced_big.dcm", "dicom_enhanced_one.dcm", "dicom_mosaic.dcm");
    private static final Path PYNEAL = Path.of(System.getProperty("topostream.root", ".."), "..", "shared", "data",
            "acquisition", "pyneal");

    private DicomSamples() {}

    static byte[] madeUp(String name) throws IOException {
        try (InputStream in = DicomSamples.class.getResourceAsStream("/scan/" + name)) {
            return in.readAllBytes();
        }
    }

    /// Three mosaics of Siemens' in the order of their names, which count them.
    static List<Path> siemens() throws IOException {
        return files("Siemens_env/funcData", Comparator.comparing(Path::toString));
    }

    /// 54 slices of GE's, three volumes of 18, in the order of their instances.
    static List<Path> ge() throws IOException {
        return files("GE_env/funcData/s1925",
                Comparator.comparingInt(file -> Integer.parseInt(file.toString().replaceFirst(".*\\.", ""))));
    }

    private static List<Path> files(String folder, Comparator<Path> order) throws IOException {
        assumeTrue(Files.isDirectory(PYNEAL), "the shared scans are absent: " + PYNEAL);
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(PYNEAL.resolve(folder))) {
            all.sorted(order).forEach(files::add);
        }
        return files;
    }

    static List<JsonNode> expected(String name) throws IOException {
        List<JsonNode> expected = new ArrayList<>();
        new ObjectMapper().readTree(madeUp("dicom_expected.json")).path(name).forEach(expected::add);
        assertTrue(!expected.isEmpty(), "dicom_expected.json has no " + name);
        return expected;
    }

    /// @param width bytes of the values that its CRC-32 is of: 2 for int16, 4 for float32
    static void assertIs(JsonNode expected, ScannedVolume volume, int width) {
        assertEquals(expected.path("number").asInt(), volume.number());
        assertArrayEquals(ints(expected.path("size")), volume.size());
        for (int i = 0; i < 16; i++) {
            assertEquals(expected.path("affine").path(i).asDouble(), volume.affine()[i], 1e-6, "affine " + i);
        }
        double sum = 0;
        for (float value : volume.values()) {
            sum += value;
        }
        assertEquals(expected.path("sum").asDouble(), sum);
        for (JsonNode voxel : expected.path("voxels")) {
            int[] at = ints(voxel);
            int index = (at[2] * volume.size()[1] + at[1]) * volume.size()[0] + at[0];
            assertEquals(voxel.path(3).asDouble(), volume.values()[index], "voxel " + voxel);
        }
        assertEquals(expected.path("crc32").asLong(), crc32(volume.values(), width));
    }

    private static int[] ints(JsonNode numbers) {
        int[] ints = new int[3];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = numbers.path(i).asInt();
        }
        return ints;
    }

    private static long crc32(float[] values, int width) {
        ByteBuffer bytes = ByteBuffer.allocate(width * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (width == Short.BYTES) {
                bytes.putShort((short) value);
            } else {
                bytes.putFloat(value);
            }
        }
        CRC32 crc = new CRC32();
        crc.update(bytes.array());
        return crc.getValue();
    }
}
