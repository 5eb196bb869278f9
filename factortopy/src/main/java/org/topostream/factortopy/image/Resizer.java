package org.topostream.factortopy.image;

import java.util.Arrays;

/// Resizes pictures, each axis by its own factor, with the filter of Pillow's `Image.BILINEAR`: linear between pixels
/// when enlarging, a triangle as wide as the factor (antialiased) when shrinking. Results are Pillow's to the bit,
/// unless an axis shrinks more than 4,096 times or the order of the axes is turned to save memory: then they are within
/// a grey level.
///
/// Besides the result it needs at most as much memory as the larger of source and result.
public final class Resizer {
    private static final int HALF = TriangleFilter.ONE / 2;

    private Resizer() {}

    /// Squashes or stretches a picture to a size. The aspect ratio is not kept.
    ///
    /// @param width  columns of the result, at least 1
    /// @param height rows of the result, at least 1
    /// @return a new picture, or the same object where it has that size already
    /// @throws IllegalArgumentException where a side is below 1, or the result would not fit one array
    public static RgbImage resize(RgbImage image, int width, int height) {
        long bytes = 3L * width * height;
        if (width < 1 || height < 1 || bytes > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "expected a size of at least 1 x 1 that fits one array, got " + width + " x " + height);
        }
        // Of the two orders at least one needs no more in between than the larger of source and result. Pillow's,
        // columns first, is preferred: 8-bit rounding in between makes the order visible in the last bit.
        long larger = Math.max(image.rgb().length, bytes);
        return 3L * width * image.height() <= larger
                ? toHeight(toWidth(image, width), height)
                : toWidth(toHeight(image, height), width);
    }

    private static RgbImage toWidth(RgbImage image, int width) {
        if (width == image.width()) {
            return image;
        }
        TriangleFilter filter = TriangleFilter.of(image.width(), width);
        byte[] rgb = new byte[3 * width * image.height()];
        for (int y = 0; y < image.height(); y++) {
            filterRow(image.rgb(), 3 * image.width() * y, filter, rgb, 3 * width * y);
        }
        return new RgbImage(width, image.height(), rgb);
    }

    private static void filterRow(byte[] from, int start, TriangleFilter filter, byte[] to, int target) {
        for (int x = 0; x < filter.length(); x++) {
            int[] weights = filter.weights()[x];
            int source = start + 3 * filter.first()[x];
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            for (int weight : weights) {
                red += weight * (from[source] & 0xFF);
                green += weight * (from[source + 1] & 0xFF);
                blue += weight * (from[source + 2] & 0xFF);
                source += 3;
            }
            to[target + 3 * x] = (byte) (red >> TriangleFilter.FRACTION_BITS);
            to[target + 3 * x + 1] = (byte) (green >> TriangleFilter.FRACTION_BITS);
            to[target + 3 * x + 2] = (byte) (blue >> TriangleFilter.FRACTION_BITS);
        }
    }

    private static RgbImage toHeight(RgbImage image, int height) {
        if (height == image.height()) {
            return image;
        }
        TriangleFilter filter = TriangleFilter.of(image.height(), height);
        int row = 3 * image.width();
        byte[] rgb = new byte[row * height];
        int[] sums = new int[row];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, HALF);
            int source = row * filter.first()[y];
            for (int weight : filter.weights()[y]) {
                for (int i = 0; i < row; i++) {
                    sums[i] += weight * (image.rgb()[source + i] & 0xFF);
                }
                source += row;
            }
            for (int i = 0; i < row; i++) {
                rgb[row * y + i] = (byte) (sums[i] >> TriangleFilter.FRACTION_BITS);
            }
        }
        return new RgbImage(image.width(), height, rgb);
    }
}
