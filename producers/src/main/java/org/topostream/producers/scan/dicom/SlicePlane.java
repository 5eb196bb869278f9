package org.topostream.producers.scan.dicom;

import org.topostream.producers.scan.BadScanException;

/// Where a slice lies (DICOM PS3.3, C.7.6.2.1.1), in millimetres towards the patient's left, posterior and superior.
///
/// @param position      `[3]` centre of the first pixel
/// @param alongRow      `[3]` direction in which columns count up
/// @param alongColumn   `[3]` direction in which rows count up
/// @param rowSpacing    from one row to the next
/// @param columnSpacing from one column to the next
record SlicePlane(double[] position, double[] alongRow, double[] alongColumn, double rowSpacing,
        double columnSpacing) {
    /// Scanners write directions with six digits.
    private static final double ROUNDING = 1e-3;
    private static final double FARTHEST = 1e5;

    /// @param position    what has ImagePositionPatient
    /// @param orientation what has ImageOrientationPatient
    /// @param measures    what has PixelSpacing
    static SlicePlane of(DicomDataSet position, DicomDataSet orientation, DicomDataSet measures)
            throws BadScanException {
        double[] first = position.numbers(DicomTag.IMAGE_POSITION_PATIENT, 3);
        double[] directions = orientation.numbers(DicomTag.IMAGE_ORIENTATION_PATIENT, 6);
        double[] spacing = measures.numbers(DicomTag.PIXEL_SPACING, 2);
        double[] row = {directions[0], directions[1], directions[2]};
        double[] column = {directions[3], directions[4], directions[5]};
        if (Math.abs(dot(row, row) - 1) > ROUNDING || Math.abs(dot(column, column) - 1) > ROUNDING
                || Math.abs(dot(row, column)) > ROUNDING) {
            throw orientation.bad("expected two unit vectors at a right angle as "
                    + DicomTag.IMAGE_ORIENTATION_PATIENT + ", got others");
        }
        if (!(spacing[0] > 0 && spacing[0] < FARTHEST && spacing[1] > 0 && spacing[1] < FARTHEST)) {
            throw measures.bad("expected two distances in millimetres as " + DicomTag.PIXEL_SPACING + ", got "
                    + spacing[0] + " and " + spacing[1]);
        }
        for (double coordinate : first) {
            if (Math.abs(coordinate) > FARTHEST) {
                throw position.bad("expected a place in the scanner as " + DicomTag.IMAGE_POSITION_PATIENT + ", got "
                        + coordinate + " mm");
            }
        }
        return new SlicePlane(first, row, column, spacing[0], spacing[1]);
    }

    static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    /// Row x column: the direction in which slices are stacked here.
    double[] normal() {
        return new double[]{alongRow[1] * alongColumn[2] - alongRow[2] * alongColumn[1],
                alongRow[2] * alongColumn[0] - alongRow[0] * alongColumn[2],
                alongRow[0] * alongColumn[1] - alongRow[1] * alongColumn[0]};
    }

    /// Millimetres along another's normal.
    double along(double[] normal) {
        return dot(position, normal);
    }

    /// Whether pixels lie as another's do, but for where the first is.
    boolean isParallelTo(SlicePlane other) {
        return dot(alongRow, other.alongRow) > 1 - ROUNDING && dot(alongColumn, other.alongColumn) > 1 - ROUNDING
                && Math.abs(rowSpacing - other.rowSpacing) < ROUNDING
                && Math.abs(columnSpacing - other.columnSpacing) < ROUNDING;
    }

    /// The same so many pixels farther along rows and columns.
    SlicePlane moved(double columns, double rows) {
        double[] moved = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            moved[axis] = position[axis] + columns * columnSpacing * alongRow[axis]
                    + rows * rowSpacing * alongColumn[axis];
        }
        return new SlicePlane(moved, alongRow, alongColumn, rowSpacing, columnSpacing);
    }

    /// @param step `[3]` from this slice, the first, to the next
    /// @return `[4, 4]` from column, row and slice to millimetres right, anterior and superior
    double[] affine(double[] step) {
        double[] affine = new double[16];
        for (int axis = 0; axis < 3; axis++) {
            double sign = axis < 2 ? -1 : 1; // left and posterior become right and anterior
            affine[4 * axis] = sign * columnSpacing * alongRow[axis] + 0.0; // no negative zeros
            affine[4 * axis + 1] = sign * rowSpacing * alongColumn[axis] + 0.0;
            affine[4 * axis + 2] = sign * step[axis] + 0.0;
            affine[4 * axis + 3] = sign * position[axis] + 0.0;
        }
        affine[15] = 1;
        return affine;
    }
}
