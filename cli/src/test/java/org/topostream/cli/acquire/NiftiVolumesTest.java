package org.topostream.cli.acquire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

import org.topostream.dashboard.door.DecodedVolume;

/// Files made byte by byte from *nifti1.h*.
class NiftiVolumesTest {
    private static final int HEADER = 352;
    private static final short INT16 = 4;

    private final NiftiVolumes decoder = new NiftiVolumes(1_000);

    /// 3 x 2 x 1 voxels, 1 to 6, of 2, 3 and 4 mm around (10, 20, 30), times 0.5 plus 1.
    private static byte[] file(int volumes) {
        ByteBuffer file = ByteBuffer.allocate(HEADER + 2 * 6 * volumes).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 348);
        short[] extents = {4, 3, 2, 1, (short) volumes, 1, 1, 1};
        for (int i = 0; i < extents.length; i++) {
            file.putShort(40 + 2 * i, extents[i]);
        }
        file.putShort(70, INT16).putShort(72, (short) 16);
        file.putFloat(76 + 4 * 4, 1.5f); // pixdim[4]
        file.putFloat(108, HEADER).putFloat(112, 0.5f).putFloat(116, 1); // vox_offset, scl_slope, scl_inter
        file.put(123, (byte) (2 | 8)); // millimetres and seconds
        file.putShort(254, (short) 1); // sform_code
        float[][] sform = {{2, 0, 0, 10}, {0, 3, 0, 20}, {0, 0, 4, 30}};
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                file.putFloat(280 + 16 * row + 4 * column, sform[row][column]);
            }
        }
        file.put(344, "n+1\u0000".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 6 * volumes; i++) {
            file.putShort(HEADER + 2 * i, (short) (i + 1));
        }
        return file.array();
    }

    private static byte[] zipped(byte[] file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(file);
        }
        return bytes.toByteArray();
    }

    @Test
    void readsAVolumeZippedOrNot() throws IOException {
        for (byte[] file : new byte[][]{file(1), zipped(file(1))}) {
            DecodedVolume volume = decoder.decode(file);

            assertArrayEquals(new int[]{3, 2, 1}, volume.size());
            assertArrayEquals(new float[]{1.5f, 2, 2.5f, 3, 3.5f, 4}, volume.values());
            assertArrayEquals(new double[]{2, 0, 0, 10, 0, 3, 0, 20, 0, 0, 4, 30, 0, 0, 0, 1}, volume.affine());
            assertEquals(OptionalDouble.of(1.5), volume.seconds());
        }
    }

    private String refusal(byte[] file) {
        String reason = assertThrows(IOException.class, () -> decoder.decode(file)).getMessage();
        assertTrue(reason.startsWith("the body: expected "), reason);
        return reason;
    }

    @Test
    void refusesWhatIsNoVolume() throws IOException {
        assertEquals("the body: expected one volume, got 2", refusal(file(2)));
        assertEquals("the body: expected 1000 voxels at most, got 15360000", refusal(huge()));
        assertTrue(refusal(Arrays.copyOf(file(1), HEADER + 5)).contains("bytes of intensities from byte 352"));
        byte[] cut = zipped(file(1));
        assertThrows(IOException.class, () -> decoder.decode(Arrays.copyOf(cut, cut.length - 9)));
        assertThrows(IOException.class, () -> decoder.decode(new byte[0]));
        assertThrows(IOException.class, () -> decoder.decode(new byte[HEADER]));
    }

    private static byte[] huge() throws IOException {
        ByteBuffer header = ByteBuffer.wrap(file(1)).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(42, (short) 512).putShort(44, (short) 500).putShort(46, (short) 60);
        return zipped(header.array());
    }

    /// Of a pair, the header alone: the intensities are another file, and no sender may name one.
    @Test
    void readsNoOtherFile() {
        byte[] header = file(1);
        header[345] = 'i';
        header[344] = 'n';

        assertTrue(refusal(header).contains("the name of a header"), "ni1");
    }
}
