package org.topostream.producers.scan.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.topostream.producers.scan.ScannedVolume;

/// What a NIfTI header tells of its volumes.
///
/// @param paired    whether the intensities lie in another file, `.img` beside `.hdr`
/// @param order     of the bytes of numbers
/// @param size      `[3]` voxels along x, y and z; 2^26 in all at most
/// @param volumes   how many there are to be, 0 where it does not tell
/// @param slope     with `intercept`, what makes intensities of stored numbers; 1 and 0 where they are the same
/// @param intercept see `slope`
/// @param offset    of the first intensity in its file, in bytes
/// @param affine    `[4, 4]` row by row
/// @param seconds   from one volume to the next
record NiftiHeader(boolean paired, ByteOrder order, int[] size, int volumes, NiftiType type, double slope,
        double intercept, long offset, double[] affine, OptionalDouble seconds) {
    int voxels() {
        return size[0] * size[1] * size[2];
    }

    /// 2^29 at most.
    int volumeBytes() {
        return voxels() * type.bytes();
    }

    /// Where a volume begins in its file.
    long begin(long volume) {
        return offset + volume * volumeBytes();
    }

    /// Whether volumes of a file with the other header are read the same way; how many there are may differ, and when.
    boolean readsAs(NiftiHeader other) {
        return paired == other.paired && order.equals(other.order) && Arrays.equals(size, other.size)
                && type == other.type && slope == other.slope && intercept == other.intercept
                && offset == other.offset && Arrays.equals(affine, other.affine);
    }

    /// @param stored the volume's bytes
    ScannedVolume volume(ByteBuffer stored, String series, int number, OptionalInt planned) {
        ByteBuffer ordered = stored.order(order);
        boolean scaled = slope != 1 || intercept != 0;
        float[] values = new float[voxels()];
        for (int i = 0; i < values.length; i++) {
            double value = type.value(ordered, i * type.bytes());
            values[i] = (float) (scaled ? value * slope + intercept : value);
        }
        return new ScannedVolume(series, number, size.clone(), values, affine.clone(), seconds,
                OptionalDouble.empty(), planned);
    }
}
