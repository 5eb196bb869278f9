package org.topostream.producers.scan.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.topostream.producers.scan.ScannedVolume;

/// What NiBabel reads of files, as `nifti_reference.py` wrote it down in the JSON files beside it.
public final class ScanReference {
    private static final Path RECORDINGS = Path.of(System.getProperty("topostream.root", ".."), "..", "shared", "data",
            "acquisition", "pyneal");
    private static final double AFFINE = 1e-5;

    private ScanReference() {}

    /// @param name such as `nifti_synthetic.json`
    public static JsonNode json(String name) throws IOException {
        try (InputStream in = ScanReference.class.getResourceAsStream("/scan/" + name)) {
            return new ObjectMapper().readTree(in);
        }
    }

    /// A real recording beside the repository; the test is skipped where they are absent.
    public static Path recording(String name) {
        assumeTrue(Files.isDirectory(RECORDINGS), "the shared recordings are absent: " + RECORDINGS);
        return RECORDINGS.resolve(name);
    }

    /// The bytes of a small file, which are gzipped and in base64 there.
    public static byte[] file(JsonNode packed) throws IOException {
        byte[] gzip = Base64.getDecoder().decode(packed.asText());
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    /// How many volumes a file has.
    public static int volumes(JsonNode expected) {
        return expected.path("shape").path(3).asInt(1);
    }

    /// That a volume has the size, the affine and the TR of a file.
    public static void assertGeometry(JsonNode expected, ScannedVolume volume) {
        String name = expected.path("name").asText();
        for (int axis = 0; axis < 3; axis++) {
            assertEquals(expected.path("shape").path(axis).asInt(), volume.size()[axis], name);
        }
        double[] affine = new double[16];
        for (int at = 0; at < affine.length; at++) {
            affine[at] = expected.path("affine").path(at).asDouble();
        }
        assertArrayEquals(affine, volume.affine(), AFFINE, name);
        assertEquals(expected.path("seconds").asDouble(), volume.seconds().orElse(0), 1e-6, name);
    }

    /// That a volume is that of a small file, to the bit.
    public static void assertVolume(JsonNode expected, int number, ScannedVolume volume) {
        assertGeometry(expected, volume);
        assertEquals(number, volume.number());
        float[] values = new float[volume.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) expected.path("values").path(number * values.length + i).asDouble();
        }
        assertArrayEquals(values, volume.values(), expected.path("name").asText());
    }

    /// Adds intensities to a checksum, as NiBabel's are counted.
    public static void update(CRC32 checksum, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        checksum.update(bytes.array());
    }

    /// The sum of intensities.
    public static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    /// That the chosen voxels of a file that lie in a volume have the values written down for them.
    public static void assertVoxels(JsonNode expected, ScannedVolume volume) {
        for (Map.Entry<String, JsonNode> voxel : expected.path("voxels").properties()) {
            String[] at = voxel.getKey().split(",", -1);
            if (at.length == 3 || Integer.parseInt(at[3]) == volume.number()) {
                int[] size = volume.size();
                int index = Integer.parseInt(at[0])
                        + size[0] * (Integer.parseInt(at[1]) + size[1] * Integer.parseInt(at[2]));
                assertEquals((float) voxel.getValue().asDouble(), volume.values()[index], voxel.getKey());
            }
        }
    }
}
