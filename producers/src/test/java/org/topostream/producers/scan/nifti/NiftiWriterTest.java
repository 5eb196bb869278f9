package org.topostream.producers.scan.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.scan.ScannedVolume;

class NiftiWriterTest {
    @TempDir
    private Path folder;

    private static ScannedVolume with(float... values) {
        return new ScannedVolume("run", 0, new int[]{values.length, 1, 1}, values, new double[16],
                OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty());
    }

    private ByteBuffer bytes(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Offsets and codes from *nifti1.h*.
    @Test
    void writesTheFieldsOfTheStandard() throws IOException {
        Path file = folder.resolve("image.nii");

        NiftiWriter.write(file, NiftiType.FLOAT32, TestVolumes.volume(1, OptionalDouble.of(0.8)));

        ByteBuffer header = bytes(file);
        assertEquals(348, header.getInt(0));
        short[] extents = {4, 4, 3, 2, 1, 1, 1, 1};
        for (int axis = 0; axis < extents.length; axis++) {
            assertEquals(extents[axis], header.getShort(40 + 2 * axis), "dim " + axis);
        }
        assertEquals(16, header.getShort(70));
        assertEquals(32, header.getShort(72));
        assertEquals(Math.sqrt(9 + 0.015625), header.getFloat(80), 1e-6);
        assertEquals(0.8f, header.getFloat(92));
        assertEquals(352, header.getFloat(108));
        assertEquals(10, header.get(123));
        assertEquals(0, header.getShort(252));
        assertEquals(1, header.getShort(254));
        assertEquals(-72, header.getFloat(324));
        assertEquals(0x6E2B3100, header.order(ByteOrder.BIG_ENDIAN).getInt(344));
        assertEquals(352 + 4 * TestVolumes.VOXELS, header.limit());
        assertEquals(123, header.order(ByteOrder.LITTLE_ENDIAN).getFloat(header.limit() - 4));
    }

    @Test
    void writesWhatIsReadBack() throws IOException {
        for (String name : new String[]{"image_7.nii", "image_7.nii.gz"}) {
            for (NiftiType type : new NiftiType[]{NiftiType.FLOAT32, NiftiType.INT16}) {
                for (OptionalDouble seconds : new OptionalDouble[]{OptionalDouble.empty(), OptionalDouble.of(2)}) {
                    ScannedVolume volume = TestVolumes.volume(3, seconds);

                    NiftiWriter.write(folder.resolve(name), type, volume);

                    ScannedVolume read = NiftiFile.read(folder.resolve(name), "run", FileNumbering.trailing(4));
                    assertEquals(3, read.number());
                    assertArrayEquals(volume.values(), read.values());
                    assertArrayEquals(volume.affine(), read.affine());
                    assertArrayEquals(volume.size(), read.size());
                    assertEquals(seconds, read.seconds());
                }
            }
        }
    }

    @Test
    void isThreeDimensionalWithoutATr() throws IOException {
        Path file = folder.resolve("image.nii");

        NiftiWriter.write(file, NiftiType.FLOAT32, TestVolumes.volume(0, OptionalDouble.empty()));

        assertEquals(3, bytes(file).getShort(40));
    }

    @Test
    void hasEachVolumeInTheFileBeforeTheNext() throws IOException {
        Path file = folder.resolve("run.nii");
        try (NiftiWriter writer = NiftiWriter.open(file, NiftiType.INT16, 300)) {
            for (int number = 0; number < 3; number++) {
                writer.append(TestVolumes.volume(number, OptionalDouble.of(1)));

                assertEquals(352 + 2 * TestVolumes.VOXELS * (number + 1), Files.size(file));
                assertEquals(300, bytes(file).getShort(48));
            }
        }

        assertEquals(3, bytes(file).getShort(48));
    }

    @Test
    void roundsToWholeNumbersAndRefusesThoseThatInt16HasNot() throws IOException {
        Path file = folder.resolve("image.nii");

        NiftiWriter.write(file, NiftiType.INT16, with(1.5f, -2.6f, 32767, -32768));

        assertArrayEquals(new float[]{2, -3, 32767, -32768},
                NiftiFile.read(file, "run", any -> 0).values());
        for (float value : new float[]{32768, Float.NaN, Float.NEGATIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class,
                    () -> NiftiWriter.write(file, NiftiType.INT16, with(value)));
        }
    }

    @Test
    void refusesAVolumeOfAnotherSize() throws IOException {
        try (NiftiWriter writer = NiftiWriter.open(folder.resolve("run.nii"), NiftiType.FLOAT32, 2)) {
            writer.append(with(1, 2));
            assertThrows(IllegalArgumentException.class, () -> writer.append(with(1, 2, 3)));
        }
    }
}
