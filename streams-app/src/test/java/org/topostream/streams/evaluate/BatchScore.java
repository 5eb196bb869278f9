package org.topostream.streams.evaluate;

import java.util.List;

/// Agreement over a whole set of trials at once, by the textbook: two passes, in float64.
///
/// @param pairs of a prediction and a response, each `[N]`
record BatchScore(List<Pair> pairs) {

    record Pair(float[] prediction, float[] response) {}

    /// Pearson's r of one voxel; NaN with fewer than two trials.
    double pearson(int voxel) {
        double meanP = mean(voxel, true);
        double meanR = mean(voxel, false);
        double pp = 0;
        double rr = 0;
        double pr = 0;
        for (Pair pair : pairs) {
            double p = pair.prediction[voxel] - meanP;
            double r = pair.response[voxel] - meanR;
            pp += p * p;
            rr += r * r;
            pr += p * r;
        }
        return pairs.size() < 2 ? Double.NaN : pr / Math.sqrt(pp * rr);
    }

    /// 1 - SSE / SST of one voxel; NaN with fewer than two trials.
    double r2(int voxel) {
        double meanR = mean(voxel, false);
        double errors = 0;
        double total = 0;
        for (Pair pair : pairs) {
            errors += Math.pow(pair.response[voxel] - (double) pair.prediction[voxel], 2);
            total += Math.pow(pair.response[voxel] - meanR, 2);
        }
        return pairs.size() < 2 ? Double.NaN : 1 - errors / total;
    }

    private double mean(int voxel, boolean prediction) {
        return pairs.stream().mapToDouble(pair -> (prediction ? pair.prediction : pair.response)[voxel]).average()
                .orElse(Double.NaN);
    }
}
