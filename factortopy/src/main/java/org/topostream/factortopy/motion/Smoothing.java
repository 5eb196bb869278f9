package org.topostream.factortopy.motion;

import java.util.stream.IntStream;

/// Makes a volume smooth, axis by axis, with a Gaussian of so many millimetres at half its height: noise matters less
/// then, and a small move changes intensities by a small amount. Beyond its edge a volume goes on as at the edge.
final class Smoothing {
    private static final double MILLIMETRES = 6;
    private static final double WIDTHS = 2 * Math.sqrt(2 * Math.log(2)); // of a Gaussian, standard deviations
    private static final double REACH = 3;

    private Smoothing() {}

    /// `[Z, Y, X]`.
    static double[] of(ScannedImage image) {
        int[] size = image.size();
        double[] values = new double[image.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.isFinite(image.values()[i]) ? image.values()[i] : 0;
        }
        double[] along = alongRows(values, size[0], kernel(image.spacing(0)));
        double[] across = acrossRows(along, size[0], size[1], size[2], kernel(image.spacing(1)));
        return acrossRows(across, size[0] * size[1], size[2], 1, kernel(image.spacing(2)));
    }

    /// `[2 r + 1]` weights that sum to 1.
    private static double[] kernel(double spacing) {
        double deviation = MILLIMETRES / WIDTHS / spacing;
        int reach = (int) Math.ceil(REACH * deviation);
        double[] weights = IntStream.rangeClosed(-reach, reach)
                .mapToDouble(at -> Math.exp(-at * at / (2 * deviation * deviation))).toArray();
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static double[] alongRows(double[] values, int width, double[] kernel) {
        double[] smooth = new double[values.length];
        int reach = kernel.length / 2;
        double[] row = new double[width + 2 * reach];
        for (int begin = 0; begin < values.length; begin += width) {
            for (int i = 0; i < row.length; i++) {
                row[i] = values[begin + Math.clamp(i - reach, 0, width - 1)];
            }
            for (int tap = 0; tap < kernel.length; tap++) {
                add(kernel[tap], row, tap, smooth, begin, width);
            }
        }
        return smooth;
    }

    /// @param width of what lies side by side and is smoothed alike
    /// @param rows  along which it is smoothed
    /// @param times that there are so many rows
    private static double[] acrossRows(double[] values, int width, int rows, int times, double[] kernel) {
        double[] smooth = new double[values.length];
        int reach = kernel.length / 2;
        for (int block = 0; block < times; block++) {
            int begin = block * width * rows;
            for (int row = 0; row < rows; row++) {
                for (int tap = 0; tap < kernel.length; tap++) {
                    int from = Math.clamp(row + tap - reach, 0, rows - 1);
                    add(kernel[tap], values, begin + from * width, smooth, begin + row * width, width);
                }
            }
        }
        return smooth;
    }

    private static void add(double weight, double[] values, int from, double[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] += weight * values[from + i];
        }
    }
}
