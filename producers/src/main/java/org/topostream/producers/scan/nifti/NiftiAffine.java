package org.topostream.producers.scan.nifti;

import java.nio.file.Path;
import java.util.Arrays;

import org.topostream.producers.scan.BadScanException;

/// Where voxels lie in millimetres: by sform, else by qform, else by their lengths alone (*nifti1.h*, "3D IMAGE
/// ORIENTATION"). What a header leaves open or has wrong is mended as NiBabel does: codes it does not know count as 0,
/// lengths below 0 lose their sign, a length of 0 is 1, and a qfac other than -1 is 1.
final class NiftiAffine {
    private static final int MOST_CODE = 5;

    private NiftiAffine() {}

    /// @param size `[3]` voxels along x, y and z
    /// @return `[4, 4]` row by row
    /// @throws BadScanException where there is none
    static double[] of(NiftiFields fields, int[] size, Path file) throws BadScanException {
        double[] affine;
        if (isKnown(fields.sformCode())) {
            affine = sform(fields);
        } else if (isKnown(fields.qformCode())) {
            affine = qform(fields, file);
        } else {
            affine = centred(fields, size);
        }
        if (!Arrays.stream(affine).allMatch(Double::isFinite)) {
            throw new BadScanException(file + ": expected an affine of finite numbers, got " + Arrays.toString(affine));
        }
        return affine;
    }

    private static boolean isKnown(int code) {
        return code > 0 && code <= MOST_CODE;
    }

    private static double length(NiftiFields fields, int axis) {
        double length = Math.abs(fields.spacing(axis));
        return length == 0 ? 1 : length;
    }

    private static double[] sform(NiftiFields fields) {
        double[] affine = new double[16];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                affine[4 * row + column] = fields.row(row, column);
            }
        }
        affine[15] = 1;
        return affine;
    }

    private static double[] qform(NiftiFields fields, Path file) throws BadScanException {
        double b = fields.quaternion(0);
        double c = fields.quaternion(1);
        double d = fields.quaternion(2);
        double square = 1 - (b * b + c * c + d * d);
        if (square < -fields.rounding()) {
            throw new BadScanException(file + ": expected a quaternion of length 1, got b, c, d of " + b + ", " + c
                    + ", " + d);
        }
        double a = square < fields.rounding() ? 0 : Math.sqrt(square);
        double two = 2 / (a * a + b * b + c * c + d * d);
        double[] turn = {
                1 - two * (c * c + d * d), two * (b * c - a * d), two * (b * d + a * c),
                two * (b * c + a * d), 1 - two * (b * b + d * d), two * (c * d - a * b),
                two * (b * d - a * c), two * (c * d + a * b), 1 - two * (b * b + c * c)};
        double[] affine = new double[16];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                affine[4 * row + column] = turn[3 * row + column] * length(fields, column + 1);
            }
            if (fields.spacing(0) == -1) {
                affine[4 * row + 2] = -affine[4 * row + 2];
            }
            affine[4 * row + 3] = fields.shift(row);
        }
        affine[15] = 1;
        return affine;
    }

    /// The middle of the image at 0, its x to the left.
    private static double[] centred(NiftiFields fields, int[] size) {
        double[] affine = new double[16];
        for (int axis = 0; axis < 3; axis++) {
            double length = length(fields, axis + 1) * (axis == 0 ? -1 : 1);
            affine[4 * axis + axis] = length;
            affine[4 * axis + 3] = -length * (size[axis] - 1) / 2;
        }
        affine[15] = 1;
        return affine;
    }
}
