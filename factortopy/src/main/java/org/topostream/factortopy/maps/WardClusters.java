package org.topostream.factortopy.maps;

import java.util.Arrays;
import java.util.List;

/// Points that are joined two clusters at a time, always those two whose joining adds least to the squared distances
/// from the clusters' means (Ward 1963). What joining costs is carried on from step to step by the formula of Lance and
/// Williams (1967).
final class WardClusters {
    /// The cluster of a point without weight.
    static final int NONE = -1;

    /// `[k, k]`.
    private final double[][] costs;
    /// Of each cluster, at its first point; 0 for those that were joined to another.
    private final double[] weights;
    /// The first point of each point's cluster.
    private final int[] firsts;

    private WardClusters(List<float[]> points, int[] sizes) {
        int count = points.size();
        weights = Arrays.stream(sizes).asDoubleStream().toArray();
        firsts = new int[count];
        costs = new double[count][count];
        for (int i = 0; i < count; i++) {
            firsts[i] = sizes[i] > 0 ? i : NONE;
            for (int j = 0; j < count && sizes[i] > 0; j++) {
                costs[i][j] = weights[i] * weights[j] / (weights[i] + weights[j])
                        * squaredDistance(points.get(i), points.get(j));
            }
        }
    }

    /// @param points `k` of equal length
    /// @param sizes  how many voxels each stands for, `[k]`; those of 0 are left out
    /// @param most   clusters that are left in the end, where there are as many points
    /// @return each point's cluster `[k]`, numbered by their first points, or [#NONE]
    static int[] of(List<float[]> points, int[] sizes, int most) {
        WardClusters clusters = new WardClusters(points, sizes);
        for (long left = Arrays.stream(sizes).filter(size -> size > 0).count(); left > most; left--) {
            clusters.joinCheapest();
        }
        return clusters.numbered();
    }

    private static double squaredDistance(float[] a, float[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = (double) a[i] - b[i];
            squares += difference * difference;
        }
        return squares;
    }

    private void joinCheapest() {
        int first = 0;
        int second = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            for (int j = i + 1; j < weights.length && weights[i] > 0; j++) {
                if (weights[j] > 0 && costs[i][j] < least) {
                    least = costs[i][j];
                    first = i;
                    second = j;
                }
            }
        }
        join(first, second);
    }

    private void join(int first, int second) {
        double joining = costs[first][second];
        for (int other = 0; other < weights.length; other++) {
            if (other != first && other != second && weights[other] > 0) {
                double cost = ((weights[first] + weights[other]) * costs[first][other]
                        + (weights[second] + weights[other]) * costs[second][other] - weights[other] * joining)
                        / (weights[first] + weights[second] + weights[other]);
                costs[first][other] = cost;
                costs[other][first] = cost;
            }
        }
        weights[first] += weights[second];
        weights[second] = 0;
        for (int point = 0; point < firsts.length; point++) {
            firsts[point] = firsts[point] == second ? first : firsts[point];
        }
    }

    private int[] numbered() {
        int[] numbers = new int[firsts.length];
        int next = 0;
        for (int point = 0; point < numbers.length; point++) {
            if (firsts[point] == NONE) {
                numbers[point] = NONE;
            } else {
                numbers[point] = firsts[point] == point ? next++ : numbers[firsts[point]];
            }
        }
        return numbers;
    }
}
