package org.topostream.producers.scan.nifti;

import java.nio.ByteBuffer;

/// Offsets as in *nifti2.h* of the NIfTI Data Format Working Group.
record Nifti2Fields(ByteBuffer bytes) implements NiftiFields {
    static final int LENGTH = 540;

    @Override
    public int version() {
        return 2;
    }

    @Override
    public int length() {
        return LENGTH;
    }

    @Override
    public int magicAt() {
        return 4;
    }

    @Override
    public long extent(int axis) {
        return bytes.getLong(16 + Long.BYTES * axis);
    }

    @Override
    public double spacing(int axis) {
        return bytes.getDouble(104 + Double.BYTES * axis);
    }

    @Override
    public int type() {
        return bytes.getShort(12);
    }

    @Override
    public double offset() {
        return (double) bytes.getLong(168);
    }

    @Override
    public double slope() {
        return bytes.getDouble(176);
    }

    @Override
    public double intercept() {
        return bytes.getDouble(184);
    }

    @Override
    public int units() {
        return bytes.getInt(500);
    }

    @Override
    public int qformCode() {
        return bytes.getInt(344);
    }

    @Override
    public int sformCode() {
        return bytes.getInt(348);
    }

    @Override
    public double quaternion(int part) {
        return bytes.getDouble(352 + Double.BYTES * part);
    }

    @Override
    public double shift(int axis) {
        return bytes.getDouble(376 + Double.BYTES * axis);
    }

    @Override
    public double row(int row, int column) {
        return bytes.getDouble(400 + Double.BYTES * (4 * row + column));
    }

    @Override
    public double rounding() {
        return 3 * Math.ulp(1.0);
    }
}
