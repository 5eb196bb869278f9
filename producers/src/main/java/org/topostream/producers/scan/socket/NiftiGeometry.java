package org.topostream.producers.scan.socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.topostream.producers.scan.BadScanException;

/// What a NIfTI-1 header says of place and size (`nifti1.h`). What it says of numbers is the sender's own affair, save
/// for slope and intercept.
///
/// @param size      `[3]` voxels along x, y and z
/// @param affine    `[4, 4]` to millimetres right, anterior and superior
/// @param slope     what a stored number is multiplied with, 1 where it is not scaled
/// @param intercept what is added then
record NiftiGeometry(int[] size, double[] affine, double slope, double intercept) {
    static final int BYTES = 348;
    private static final int AXES = 3;
    private static final int COLUMNS = 4;
    private static final int DIM = 40;
    private static final int PIXDIM = 76;
    private static final int SLOPE = 112;
    private static final int INTERCEPT = 116;
    private static final int QFORM_CODE = 252;
    private static final int SFORM_CODE = 254;
    private static final int QUATERNION = 256;
    private static final int OFFSET = 268;
    private static final int SROW = 280;
    private static final double NEARLY_HALF_TURN = 1e-7;

    /// @param bytes in either order of bytes
    static NiftiGeometry parse(byte[] bytes) throws BadScanException {
        if (bytes.length < BYTES) {
            throw new BadScanException("expected a NIfTI-1 header of " + BYTES + " bytes, got " + bytes.length);
        }
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != BYTES) {
            header.order(ByteOrder.BIG_ENDIAN);
        }
        if (header.getInt(0) != BYTES || header.getShort(DIM) < AXES || header.getShort(DIM) > 7) {
            throw new BadScanException("expected a NIfTI-1 header, which begins with " + BYTES
                    + ", of a volume of 3 to 7 axes, got one that begins with " + header.getInt(0) + ", of "
                    + header.getShort(DIM) + " axes");
        }
        int[] size = new int[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            size[axis] = header.getShort(DIM + Short.BYTES * (axis + 1));
            if (size[axis] < 1) {
                throw new BadScanException("expected at least 1 voxel along each axis, got " + size[axis]);
            }
        }
        double[] affine = affine(header);
        for (double number : affine) {
            if (!Double.isFinite(number)) {
                throw new BadScanException("expected a NIfTI-1 header with finite orientation, got " + number);
            }
        }
        double slope = header.getFloat(SLOPE);
        double intercept = header.getFloat(INTERCEPT);
        boolean scaled = slope != 0 && Double.isFinite(slope) && Double.isFinite(intercept);
        return new NiftiGeometry(size, affine, scaled ? slope : 1, scaled ? intercept : 0);
    }

    private static double[] affine(ByteBuffer header) {
        double[] affine = new double[COLUMNS * COLUMNS];
        affine[affine.length - 1] = 1;
        if (header.getShort(SFORM_CODE) > 0) {
            for (int i = 0; i < AXES * COLUMNS; i++) {
                affine[i] = header.getFloat(SROW + Float.BYTES * i);
            }
        } else if (header.getShort(QFORM_CODE) > 0) {
            turn(header, affine);
        } else {
            for (int axis = 0; axis < AXES; axis++) {
                affine[(COLUMNS + 1) * axis] = spacing(header, axis);
            }
        }
        return affine;
    }

    private static double spacing(ByteBuffer header, int axis) {
        return header.getFloat(PIXDIM + Float.BYTES * (axis + 1));
    }

    /// The quaternion's rotation, method 2 of `nifti1.h`.
    private static void turn(ByteBuffer header, double[] affine) {
        double b = header.getFloat(QUATERNION);
        double c = header.getFloat(QUATERNION + Float.BYTES);
        double d = header.getFloat(QUATERNION + 2 * Float.BYTES);
        double rest = 1 - (b * b + c * c + d * d);
        double a = rest < NEARLY_HALF_TURN ? 0 : Math.sqrt(rest);
        if (rest < NEARLY_HALF_TURN) {
            double length = Math.sqrt(b * b + c * c + d * d);
            b /= length;
            c /= length;
            d /= length;
        }
        double[] rotation = {a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c),
                2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b), 2 * (b * d - a * c),
                2 * (c * d + a * b), a * a + d * d - c * c - b * b};
        double third = header.getFloat(PIXDIM) < 0 ? -1 : 1;
        for (int row = 0; row < AXES; row++) {
            for (int axis = 0; axis < AXES; axis++) {
                affine[COLUMNS * row + axis] = rotation[AXES * row + axis] * spacing(header, axis)
                        * (axis == 2 ? third : 1);
            }
            affine[COLUMNS * row + AXES] = header.getFloat(OFFSET + Float.BYTES * row);
        }
    }

    /// Voxels of a volume.
    long voxels() {
        return (long) size[0] * size[1] * size[2];
    }
}
