package org.topostream.factortopy.glm;

import java.util.List;
import java.util.Optional;

/// Running products, over the whitened volumes of a run, of the design's columns with every voxel, in float64.
///
/// The columns are those of nuisance and, for every HRF, the sum of all trials: a single trial's regressor is 0 but for
/// some volumes, from which its product is made when it is asked for. So a volume costs the same however many trials a
/// run has.
///
/// Intensities are counted as differences from the first volume that came: the constant in the design takes up the
/// rest, and far fewer digits cancel. `8 N (C + 3) + 4 N` bytes.
final class CrossProducts {
    private final double autocorrelation;
    private final double[][] products;
    private final double[] squares;
    private final double[] sums;
    private final double[] white;
    private final float[] reference;
    private int volumes;

    /// @param columns C
    /// @param voxels  N
    CrossProducts(int columns, int voxels, double autocorrelation) {
        this.autocorrelation = autocorrelation;
        products = new double[columns][voxels];
        squares = new double[voxels];
        sums = new double[voxels];
        white = new double[voxels];
        reference = new float[voxels];
    }

    /// Counts a volume in. What follows it is no longer whitened by what came before it, but by this one.
    void add(SeenVolume volume, Optional<SeenVolume> before, Optional<SeenVolume> after) {
        float[] values = volume.values();
        if (volumes == 0) {
            System.arraycopy(values, 0, reference, 0, reference.length);
        }
        volumes++;
        for (int n = 0; n < sums.length; n++) {
            sums[n] += (double) values[n] - reference[n];
        }
        if (autocorrelation > 0 && after.isPresent()) {
            count(after.get(), before, -1);
            count(after.get(), Optional.of(volume), 1);
        }
        count(volume, before, 1);
    }

    private void count(SeenVolume volume, Optional<SeenVolume> before, int sign) {
        if (autocorrelation == 0 || before.isEmpty()) {
            float[] values = volume.values();
            for (int n = 0; n < white.length; n++) {
                white[n] = (double) values[n] - reference[n];
            }
            count(volume.columns(), sign);
        } else {
            SeenVolume earlier = before.get();
            double part = Whitening.part(autocorrelation, volume.number() - earlier.number());
            double scale = Whitening.scale(part);
            whiten(volume.values(), earlier.values(), part, scale);
            double[] row = new double[products.length];
            for (int column = 0; column < row.length; column++) {
                row[column] = scale * (volume.columns()[column] - part * earlier.columns()[column]);
            }
            count(row, sign);
        }
    }

    private void whiten(float[] values, float[] before, double part, double scale) {
        for (int n = 0; n < white.length; n++) {
            double earlier = (double) before[n] - reference[n];
            white[n] = scale * ((double) values[n] - reference[n] - part * earlier);
        }
    }

    /// Counts the whitened volume in, or out again.
    /// @param row `[C]` its whitened row of the design
    private void count(double[] row, int sign) {
        for (int column = 0; column < row.length; column++) {
            if (row[column] != 0) {
                addProduct(products[column], sign * row[column], white);
            }
        }
        for (int n = 0; n < squares.length; n++) {
            squares[n] += sign * white[n] * white[n];
        }
    }

    private static void addProduct(double[] product, double weight, double[] values) {
        for (int n = 0; n < product.length; n++) {
            product[n] += weight * values[n];
        }
    }

    /// Counts more of a column in for volumes that are counted already.
    /// @param weights `[V]` of each volume as it came
    void add(int column, List<SeenVolume> seen, double[] weights) {
        double[] product = products[column];
        for (int v = 0; v < weights.length; v++) {
            if (weights[v] != 0) {
                addDifference(product, weights[v], seen.get(v).values());
            }
        }
    }

    private void addDifference(double[] product, double weight, float[] values) {
        for (int n = 0; n < product.length; n++) {
            product[n] += weight * ((double) values[n] - reference[n]);
        }
    }

    /// A weighted sum of volumes as they came, less the reference, of some voxels.
    /// @param weights `[V]`
    double[] sum(List<SeenVolume> seen, double[] weights, int[] voxels) {
        double[] sum = new double[voxels.length];
        for (int v = 0; v < weights.length; v++) {
            if (weights[v] != 0) {
                addDifference(sum, weights[v], seen.get(v).values(), voxels);
            }
        }
        return sum;
    }

    private void addDifference(double[] sum, double weight, float[] values, int[] voxels) {
        for (int i = 0; i < sum.length; i++) {
            int n = voxels[i];
            sum[i] += weight * ((double) values[n] - reference[n]);
        }
    }

    /// `[N]` of one column; changes as volumes come.
    double[] product(int column) {
        return products[column];
    }

    /// `[N]` the sum of squares of whitened volumes; changes as volumes come.
    double[] squares() {
        return squares;
    }

    /// The mean intensity `[N]` of the volumes so far; NaN without any.
    double[] means() {
        double[] means = new double[sums.length];
        for (int n = 0; n < means.length; n++) {
            means[n] = reference[n] + sums[n] / volumes;
        }
        return means;
    }
}
