package org.topostream.producers.scan.nifti;

import java.nio.ByteBuffer;

/// Offsets as in *nifti1.h* of the NIfTI Data Format Working Group.
record Nifti1Fields(ByteBuffer bytes) implements NiftiFields {
    static final int LENGTH = 348;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int length() {
        return LENGTH;
    }

    @Override
    public int magicAt() {
        return 344;
    }

    @Override
    public long extent(int axis) {
        return bytes.getShort(40 + Short.BYTES * axis);
    }

    @Override
    public double spacing(int axis) {
        return bytes.getFloat(76 + Float.BYTES * axis);
    }

    @Override
    public int type() {
        return bytes.getShort(70);
    }

    @Override
    public double offset() {
        return bytes.getFloat(108);
    }

    @Override
    public double slope() {
        return bytes.getFloat(112);
    }

    @Override
    public double intercept() {
        return bytes.getFloat(116);
    }

    @Override
    public int units() {
        return bytes.get(123);
    }

    @Override
    public int qformCode() {
        return bytes.getShort(252);
    }

    @Override
    public int sformCode() {
        return bytes.getShort(254);
    }

    @Override
    public double quaternion(int part) {
        return bytes.getFloat(256 + Float.BYTES * part);
    }

    @Override
    public double shift(int axis) {
        return bytes.getFloat(268 + Float.BYTES * axis);
    }

    @Override
    public double row(int row, int column) {
        return bytes.getFloat(280 + Float.BYTES * (4 * row + column));
    }

    @Override
    public double rounding() {
        return 3 * Math.ulp(1f);
    }
}
