package org.topostream.factortopy.motion;

/// A smooth volume between its voxels: the sum of cubic B-splines, one at each voxel, of the height of its intensity
/// (Unser 1999, *IEEE Signal Processing Magazine* 16). That smooths it a little more, but alike wherever it is read, on
/// a voxel or between: a volume that is moved by parts of a voxel has the same values there, which interpolation
/// through the voxels does not give.
final class SplineImage {
    private static final double[] WEIGHTS = {1 / 6.0, 4 / 6.0, 1 / 6.0};
    private static final double[] SLOPES = {-0.5, 0, 0.5};

    private final double[] values;
    private final int width;
    private final int height;
    private final int depth;
    private final double[] across = new double[4];
    private final double[] along = new double[4];
    private final double[] up = new double[4];

    /// Not thread safe.
    SplineImage(ScannedImage image) {
        values = Smoothing.of(image);
        width = image.size()[0];
        height = image.size()[1];
        depth = image.size()[2];
    }

    /// Whether it can be read there: one voxel or more from the edge.
    boolean holds(double x, double y, double z) {
        return x >= 1 && x < width - 2 && y >= 1 && y < height - 2 && z >= 1 && z < depth - 2;
    }

    /// Its value at a place that it [holds][#holds], in voxels.
    double at(double x, double y, double z) {
        int left = weigh(x, across) - 1;
        int front = weigh(y, along) - 1;
        int below = weigh(z, up) - 1;
        double sum = 0;
        for (int k = 0; k < 4; k++) {
            double plane = 0;
            for (int j = 0; j < 4; j++) {
                int i = ((below + k) * height + front + j) * width + left;
                plane += along[j] * (across[0] * values[i] + across[1] * values[i + 1] + across[2] * values[i + 2]
                        + across[3] * values[i + 3]);
            }
            sum += up[k] * plane;
        }
        return sum;
    }

    private static int weigh(double at, double[] weights) {
        int whole = (int) at;
        double part = at - whole;
        double rest = 1 - part;
        weights[0] = rest * rest * rest / 6;
        weights[1] = (3 * part - 6) * part * part / 6 + 4 / 6.0;
        weights[2] = ((-3 * part + 3) * part + 3) * part / 6 + 1 / 6.0;
        weights[3] = part * part * part / 6;
        return whole;
    }

    /// `[4]` its value on a voxel that is not at the edge, and its slopes along x, y and z there, per voxel.
    double[] onVoxel(int x, int y, int z) {
        double[] sums = new double[4];
        for (int k = 0; k < 3; k++) {
            for (int j = 0; j < 3; j++) {
                int row = ((z + k - 1) * height + y + j - 1) * width + x - 1;
                for (int i = 0; i < 3; i++) {
                    double value = values[row + i];
                    sums[0] += WEIGHTS[i] * WEIGHTS[j] * WEIGHTS[k] * value;
                    sums[1] += SLOPES[i] * WEIGHTS[j] * WEIGHTS[k] * value;
                    sums[2] += WEIGHTS[i] * SLOPES[j] * WEIGHTS[k] * value;
                    sums[3] += WEIGHTS[i] * WEIGHTS[j] * SLOPES[k] * value;
                }
            }
        }
        return sums;
    }
}
