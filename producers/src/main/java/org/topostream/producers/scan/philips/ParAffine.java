package org.topostream.producers.scan.philips;

/// Where voxels lie in the scanner, from the general information of a PAR file: its axes are ap, to the back; fh, to
/// the head; and rl, to the left (NiBabel, *nibabel.parrec*, "Orientation"). As there, what single images tell of it
/// is not looked at: real-time dumps leave the general information at 0, and so their affine is about the middle.
final class ParAffine {
    /// Axes of NIfTI in those of PAR: right is against rl, anterior against ap, superior along fh.
    private static final double[] TO_RAS = {0, 0, -1, -1, 0, 0, 0, 1, 0};
    /// Axes of PAR in those of images: x to the left, y to the back, slices to the head.
    private static final double[] TRANSVERSE = {0, 1, 0, 0, 0, 1, 1, 0, 0};
    /// x to the back, y to the feet, slices to the right.
    private static final double[] SAGITTAL = {1, 0, 0, 0, -1, 0, 0, 0, -1};
    /// x to the left, y to the feet, slices to the back.
    private static final double[] CORONAL = {0, 0, 1, 0, -1, 0, 1, 0, 0};

    private ParAffine() {}

    /// @return `[4, 4]` row by row
    static double[] of(ParHeader header) {
        ParGrid grid = header.grid();
        double[] lengths = {grid.spacingX(), grid.spacingY(), grid.thickness() + grid.gap()};
        int[] size = {grid.width(), grid.height(), header.slices()};
        double[] turned = product(TO_RAS, product(turn(header.angulation()), axes(grid.orientation())));
        double[] affine = new double[16];
        for (int row = 0; row < 3; row++) {
            double middle = 0;
            for (int column = 0; column < 3; column++) {
                double step = turned[3 * row + column] * lengths[column];
                affine[4 * row + column] = step;
                middle += step * (size[column] - 1) / 2;
                affine[4 * row + 3] += TO_RAS[3 * row + column] * header.offCentre()[column];
            }
            affine[4 * row + 3] -= middle;
        }
        affine[15] = 1;
        return affine;
    }

    private static double[] axes(int orientation) {
        return switch (orientation) {
            case 1 -> TRANSVERSE;
            case 2 -> SAGITTAL;
            default -> CORONAL;
        };
    }

    /// About fh first, then ap, then rl.
    private static double[] turn(double[] degrees) {
        double ap = Math.toRadians(degrees[0]);
        double fh = Math.toRadians(degrees[1]);
        double rl = Math.toRadians(degrees[2]);
        double[] aboutAp = {1, 0, 0, 0, Math.cos(ap), -Math.sin(ap), 0, Math.sin(ap), Math.cos(ap)};
        double[] aboutFh = {Math.cos(fh), 0, Math.sin(fh), 0, 1, 0, -Math.sin(fh), 0, Math.cos(fh)};
        double[] aboutRl = {Math.cos(rl), -Math.sin(rl), 0, Math.sin(rl), Math.cos(rl), 0, 0, 0, 1};
        return product(aboutRl, product(aboutAp, aboutFh));
    }

    private static double[] product(double[] left, double[] right) {
        double[] product = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int k = 0; k < 3; k++) {
                    product[3 * row + column] += left[3 * row + k] * right[3 * k + column];
                }
            }
        }
        return product;
    }
}
