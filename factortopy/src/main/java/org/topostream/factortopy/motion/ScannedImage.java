package org.topostream.factortopy.motion;

/// A whole volume.
///
/// @param size   `[3]` voxels along x, y and z
/// @param values `[Z, Y, X]` intensities, x fastest; one that is no finite number counts as 0
/// @param affine `[4, 4]` row by row, from a voxel's x, y, z to millimetres right, anterior and superior
public record ScannedImage(int[] size, float[] values, double[] affine) {
    /// @throws IllegalArgumentException where sizes do not fit each other
    public ScannedImage {
        if (size.length != 3 || affine.length != 16) {
            throw new IllegalArgumentException("expected 3 extents and 16 numbers of an affine, got " + size.length
                    + " and " + affine.length);
        }
        if ((long) size[0] * size[1] * size[2] != values.length) {
            throw new IllegalArgumentException("expected " + size[0] + " x " + size[1] + " x " + size[2]
                    + " intensities, got " + values.length);
        }
    }

    /// Millimetres from a voxel to the next along an axis.
    double spacing(int axis) {
        return Math.sqrt(affine[axis] * affine[axis] + affine[4 + axis] * affine[4 + axis]
                + affine[8 + axis] * affine[8 + axis]);
    }

    /// `[3]` where a place lies, in millimetres.
    double[] millimetres(double x, double y, double z) {
        double[] place = new double[3];
        for (int row = 0; row < 3; row++) {
            place[row] = affine[4 * row] * x + affine[4 * row + 1] * y + affine[4 * row + 2] * z + affine[4 * row + 3];
        }
        return place;
    }

    /// `[3, 3]` row by row: the inverse of the affine's turn and scale, from millimetres to voxels; not finite where
    /// there is none.
    double[] inverse() {
        double[] inverse = new double[9];
        double determinant = 0;
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                int up = (column + 1) % 3;
                int down = (column + 2) % 3;
                int right = (row + 1) % 3;
                int left = (row + 2) % 3;
                inverse[3 * row + column] = affine[4 * up + right] * affine[4 * down + left]
                        - affine[4 * up + left] * affine[4 * down + right];
            }
            determinant += affine[row] * inverse[3 * row];
        }
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] /= determinant;
        }
        return inverse;
    }
}
