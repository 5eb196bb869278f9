package org.topostream.producers.scan.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.scan.BadScanException;

/// Files that have no volume: the message says what was expected, what came, and where.
class NiftiRefusalTest {
    @TempDir
    private Path folder;
    private Path file;
    private byte[] whole;

    @BeforeEach
    void writeVolume() throws IOException {
        file = folder.resolve("image_1.nii");
        whole = TestVolumes.series(folder, 1);
    }

    private void assertRefused(byte[] bytes, String reason) throws IOException {
        Files.write(file, bytes);
        assertRefused(file, reason);
    }

    private static void assertRefused(Path file, String reason) {
        BadScanException refused = assertThrows(BadScanException.class,
                () -> NiftiFile.read(file, "run", FileNumbering.trailing(0)));
        assertEquals(file + ": " + reason, refused.getMessage());
    }

    @Test
    void refusesWhatIsNoNifti() throws IOException {
        String headless = "expected a whole header of 348 bytes (NIfTI-1) or 540 (NIfTI-2), got less";
        assertRefused(folder.resolve("absent_1.nii"), headless);
        assertRefused(new byte[0], headless);
        assertRefused(new byte[1000], headless);
        assertRefused(Arrays.copyOf(whole, 347), headless);
        assertRefused(TestVolumes.with(whole, 0, 349),
                "expected 348 (NIfTI-1) or 540 (NIfTI-2) in the first four bytes, got 5d 01 00 00");
        assertRefused(TestVolumes.with(whole, 344, 0), "expected the magic n+1 or ni1 at byte 344, got \"??1\"");
    }

    @Test
    void refusesSizesThatNoVolumeHas() throws IOException {
        assertRefused(TestVolumes.with(whole, 40, 8), "expected 1 to 7 axes (dim[0]), got 8");
        assertRefused(TestVolumes.with(whole, 42, -4),
                "expected 1 voxel or more along axis 1 and 67108864 at most in a volume, got -4 after 1");
        assertRefused(TestVolumes.with(TestVolumes.with(whole, 42, 32767), 44, 32767),
                "expected 1 voxel or more along axis 2 and 67108864 at most in a volume, got 32767 after 32767");
        assertRefused(TestVolumes.with(TestVolumes.with(whole, 40, 5), 50, 3),
                "expected volumes along time and no further axis, got 3 along axis 5");
        assertRefused(TestVolumes.with(whole, 48, 2), "expected one volume, got 2");
    }

    @Test
    void refusesBytesThatAreNotThere() throws IOException {
        assertRefused(Arrays.copyOf(whole, whole.length - 1),
                "expected 48 bytes of intensities from byte 352 on, got 399 bytes");
        assertRefused(TestVolumes.with(whole, 46, 3000),
                "expected 72000 bytes of intensities from byte 352 on, got 400 bytes");
        assertRefused(TestVolumes.withFloat(whole, 108, 353),
                "expected 48 bytes of intensities from byte 353 on, got 400 bytes");
        for (float offset : new float[]{0, 351, 352.5f, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertRefused(TestVolumes.withFloat(whole, 108, offset),
                    "expected intensities from byte 352 or later (vox_offset), got " + (double) offset);
        }
    }

    @Test
    void namesTypesThatAreNoNumbers() throws IOException {
        String[] types = {"32 (complex64)", "128 (RGB24)", "1536 (float128)", "1792 (complex128)", "2304 (RGBA32)",
                "1 (bits)", "3 (none that NIfTI knows)"};
        for (String type : types) {
            int code = Integer.parseInt(type.substring(0, type.indexOf(' ')));
            assertRefused(TestVolumes.with(whole, 70, code),
                    "expected intensities that are whole or floating-point numbers, got datatype " + type);
        }
    }

    @Test
    void refusesScalesAndAffinesThatAreNone() throws IOException {
        assertRefused(TestVolumes.withFloat(TestVolumes.withFloat(whole, 112, 2), 116, Float.NaN),
                "expected a finite scl_inter beside the scl_slope 2.0, got NaN");
        byte[] qform = TestVolumes.with(TestVolumes.with(whole, 252, 1), 254, 0);
        assertRefused(TestVolumes.withFloat(qform, 256, 2),
                "expected a quaternion of length 1, got b, c, d of 2.0, 0.0, 0.0");
        Files.write(file, TestVolumes.withFloat(whole, 280, Float.NaN));
        BadScanException refused = assertThrows(BadScanException.class, () -> NiftiFile.read(file, "run", any -> 0));
        assertTrue(refused.getMessage().startsWith(file + ": expected an affine of finite numbers, got [NaN"),
                refused.getMessage());
    }

    @Test
    void refusesHeadersOfPairsWithoutTheOtherFile() throws IOException {
        byte[] paired = TestVolumes.withFloat(TestVolumes.with(whole, 344, 'n' | ('i' << 8)), 108, 0);
        assertRefused(paired, "expected the name of a header to end with .hdr, since its intensities lie in another "
                + "file (magic ni), got image_1.nii");
        Path header = Files.write(folder.resolve("image_1.hdr"), paired);
        BadScanException refused = assertThrows(BadScanException.class, () -> NiftiFile.read(header, "run", any -> 0));
        assertEquals(folder.resolve("image_1.img") + ": expected 48 bytes of intensities from byte 0 on, got 0 bytes",
                refused.getMessage());
    }

    @Test
    void refusesGzippedFilesThatAreCutOffOrUnpackToMore() throws IOException {
        writePacked(whole, 0);
        byte[] packed = Files.readAllBytes(file);
        assertRefused(Arrays.copyOf(packed, packed.length - 1), "expected 48 bytes of intensities from byte 352 on, "
                + "got a gzip file of " + (packed.length - 1) + " bytes that has no end yet");
        writePacked(Arrays.copyOf(whole, 399), 0);
        assertRefused(file, "expected 1 volumes of 48 bytes from byte 352 on when unpacked, got 399 bytes in all");
        writePacked(whole, 8 << 20);
        assertRefused(file, "expected 1 volumes of 48 bytes from byte 352 on when unpacked, "
                + "got more than 1048576 bytes behind them");
    }

    /// Half a gigabyte of zeros would be this small too; no image is.
    @Test
    void refusesAGzippedFileThatSaysItIsHuge() throws IOException {
        byte[] huge = TestVolumes.with(TestVolumes.with(TestVolumes.with(whole, 42, 1024), 44, 1024), 46, 64);
        writePacked(TestVolumes.with(huge, 70, 64), 0);

        assertRefused(file, "expected images, got " + Files.size(file) + " bytes that are to unpack to 536871264");
    }

    private void writePacked(byte[] bytes, int zeros) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
            out.write(ByteBuffer.allocate(zeros).array());
        }
    }
}
