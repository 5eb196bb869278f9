package org.topostream.producers.scan;

import java.nio.ByteBuffer;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/// One volume as a scanner or the software beside it delivers it, whatever the format.
///
/// @param series     what its source calls the series that it belongs to: one run of the scanner
/// @param number     its place in the series by the source's own count, from 0
/// @param size       `[3]` voxels along x, y and z
/// @param values     `[Z, Y, X]` intensities, x fastest, slope and intercept of the file applied
/// @param affine     `[4, 4]` row by row, from the voxel's x, y, z to millimetres right, anterior and superior (NIfTI's way)
/// @param seconds    from one volume to the next (TR), where the source tells
/// @param acquiredAt seconds on the scanner's clock, since a moment of its own choice, where the source tells
/// @param volumes    how many the series has, where the source tells
public record ScannedVolume(String series, int number, int[] size, float[] values, double[] affine,
        OptionalDouble seconds, OptionalDouble acquiredAt, OptionalInt volumes) {
    /// @throws IllegalArgumentException where sizes do not fit each other
    public ScannedVolume {
        if (size.length != 3 || affine.length != 16) {
            throw new IllegalArgumentException("expected 3 extents and 16 numbers of an affine, got " + size.length
                    + " and " + affine.length);
        }
        if ((long) size[0] * size[1] * size[2] != values.length) {
            throw new IllegalArgumentException("expected " + size[0] + " x " + size[1] + " x " + size[2]
                    + " intensities, got " + values.length);
        }
        if (number < 0) {
            throw new IllegalArgumentException("expected a volume number from 0, got " + number);
        }
    }

    /// The crc32c of the intensities, which tells two volumes apart.
    public int digest() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length));
        bytes.asFloatBuffer().put(values);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
