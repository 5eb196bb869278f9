package org.topostream.producers.scan.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.topostream.producers.scan.ScannedVolume;

/// Small volumes, 4 x 3 x 2, and files of them.
final class TestVolumes {
    static final int VOXELS = 24;
    static final int OFFSET = 352;
    private static final double[] AFFINE = {-3, 0.5, 0, 90, 0, 3, -0.25, -126, 0.125, 0, 4, -72, 0, 0, 0, 1};

    private TestVolumes() {}

    /// Intensities 100 * number, 100 * number + 1, and so on.
    static ScannedVolume volume(int number, OptionalDouble seconds) {
        float[] values = new float[VOXELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 * number + i;
        }
        return new ScannedVolume("run", number, new int[]{4, 3, 2}, values, AFFINE.clone(), seconds,
                OptionalDouble.empty(), OptionalInt.empty());
    }

    /// The bytes of a file with volumes 0 to `count - 1` as int16.
    static byte[] series(Path folder, int count) throws IOException {
        Path file = folder.resolve("whole.nii");
        try (NiftiWriter writer = NiftiWriter.open(file, NiftiType.INT16, count)) {
            for (int number = 0; number < count; number++) {
                writer.append(volume(number, OptionalDouble.of(1.5)));
            }
        }
        return Files.readAllBytes(file);
    }

    /// The same bytes but for a little-endian int16.
    static byte[] with(byte[] file, int at, int value) {
        byte[] changed = file.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) value);
        return changed;
    }

    /// The same bytes but for a little-endian float32.
    static byte[] withFloat(byte[] file, int at, float value) {
        byte[] changed = file.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putFloat(at, value);
        return changed;
    }
}
