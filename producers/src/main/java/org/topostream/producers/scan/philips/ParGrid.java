package org.topostream.producers.scan.philips;

import org.topostream.producers.scan.BadScanException;

/// What the images of a PAR file have in common.
///
/// @param bits        8 or 16 a pixel, without a sign
/// @param width       pixels along x
/// @param height      pixels along y
/// @param spacingX    millimetres between pixels along x
/// @param spacingY    millimetres between pixels along y
/// @param thickness   of a slice, in millimetres
/// @param gap         between slices, in millimetres
/// @param orientation 1 transverse, 2 sagittal, 3 coronal
record ParGrid(int bits, int width, int height, double spacingX, double spacingY, double thickness, double gap,
        int orientation) {
    private static final int MOST_PIXELS = 1 << 24;

    static ParGrid of(ParLine line) throws BadScanException {
        ParGrid grid = new ParGrid(line.whole("image pixel size"), line.whole("recon resolution"),
                line.whole("recon resolution", 1), line.number("pixel spacing"), line.number("pixel spacing", 1),
                line.number("slice thickness"), line.number("slice gap"), line.whole("slice orientation"));
        if (grid.bits != 8 && grid.bits != 16) {
            throw new BadScanException(line.place("image pixel size") + "expected 8 or 16 bits, got " + grid.bits);
        }
        if (grid.width < 1 || grid.height < 1 || (long) grid.width * grid.height > MOST_PIXELS) {
            throw new BadScanException(line.place("recon resolution") + "expected 1 pixel or more along x and y and "
                    + MOST_PIXELS + " at most in all, got " + grid.width + " x " + grid.height);
        }
        if (grid.orientation < 1 || grid.orientation > 3) {
            throw new BadScanException(line.place("slice orientation") + "expected 1, 2 or 3, got " + grid.orientation);
        }
        return grid;
    }

    /// Of an image.
    int pixels() {
        return width * height;
    }

    /// Of an image.
    int bytes() {
        return pixels() * bits / Byte.SIZE;
    }
}
