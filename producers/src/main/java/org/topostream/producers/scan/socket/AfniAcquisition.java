package org.topostream.producers.scan.socket;

import java.nio.ByteOrder;
import java.util.OptionalDouble;

/// The images that a set of AFNI's commands announces.
///
/// @param name       that the sender gives it, or AFNI's own for it
/// @param single     whether there is but one volume
/// @param size       `[3]` voxels along x, y and z
/// @param affine     `[4, 4]` to millimetres right, anterior and superior
/// @param type       of an intensity
/// @param order      of its bytes
/// @param channels   how many series come interleaved, image by image
/// @param sliceOrder place of each image in its volume, in the order of coming; `[0]` where a volume comes whole
/// @param seconds    from one volume to the next, where it is told
record AfniAcquisition(String name, boolean single, int[] size, double[] affine, VoxelType type, ByteOrder order,
        int channels, int[] sliceOrder, OptionalDouble seconds) {
    /// Of one image: a slice, or a whole volume.
    int imageBytes() {
        return size[0] * size[1] * (size[2] / sliceOrder.length) * type.width();
    }
}
