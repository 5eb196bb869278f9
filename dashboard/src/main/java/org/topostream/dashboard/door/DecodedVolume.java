package org.topostream.dashboard.door;

import java.util.OptionalDouble;

/// What a file says of one volume.
///
/// @param size    `[3]` voxels along x, y and z
/// @param values  `[Z, Y, X]` intensities, x fastest, slope and intercept of the file applied
/// @param affine  `[4, 4]` row by row, from the voxel's x, y, z to millimetres right, anterior and superior
/// @param seconds from one volume to the next (TR), where the file tells
public record DecodedVolume(int[] size, float[] values, double[] affine, OptionalDouble seconds) {}
