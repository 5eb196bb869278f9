package org.topostream.factortopy.maps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Voxels grouped by where their readouts point: spherical k-means (Dhillon and Modha 2001), whose first centres are
/// drawn as those of k-means++ (Arthur and Vassilvitskii 2007).
///
/// Every sum is taken in one order, so that the result is the same each time, on any number of cores.
final class CosineKMeans {
    /// The centre of a voxel whose readout points nowhere.
    static final int NONE = -1;
    /// Directions of a cosine above it are the same: float32 tells no more.
    private static final float SAME = 1 - 1e-6f;
    /// The largest that 1 - cosine becomes.
    private static final double FARTHEST = 2;
    private static final int VOXELS_PER_TASK = 256;

    private final Directions voxels;
    private final List<float[]> centres = new ArrayList<>();
    private final int[] nearest;
    private final float[] cosines;

    private CosineKMeans(Directions voxels) {
        this.voxels = voxels;
        this.nearest = new int[voxels.count()];
        this.cosines = new float[voxels.count()];
        Arrays.fill(nearest, NONE);
    }

    /// @param start      centres to begin with, none where all are to be drawn
    /// @param most       centres that there are in the end; fewer where there are fewer directions
    /// @param iterations that centres move at most
    static CosineKMeans fit(Directions voxels, Directions start, int most, int iterations, long seed) {
        CosineKMeans means = new CosineKMeans(voxels);
        for (int centre = 0; centre < Math.min(most, start.count()); centre++) {
            if (start.isKnown(centre)) {
                means.centres.add(start.row(centre));
            }
        }
        means.draw(most, new SplittableRandom(seed));
        means.assign();
        boolean moving = true;
        for (int i = 0; i < iterations && moving; i++) {
            means.fillEmpty();
            means.move();
            moving = means.assign() > 0;
        }
        return means;
    }

    /// `k` directions of `[stride]`.
    List<float[]> centres() {
        return centres;
    }

    /// Each voxel's centre `[N]`, or [#NONE].
    int[] nearest() {
        return nearest;
    }

    /// How many voxels each centre has, `[k]`.
    int[] sizes() {
        int[] sizes = new int[centres.size()];
        for (int centre : nearest) {
            if (centre != NONE) {
                sizes[centre]++;
            }
        }
        return sizes;
    }

    /// Draws centres among the voxels, each the likelier the farther it is from those that are there.
    private void draw(int most, SplittableRandom random) {
        if (centres.size() >= most) {
            return;
        }
        double[] distances = new double[voxels.count()];
        for (int voxel = 0; voxel < distances.length; voxel++) {
            distances[voxel] = voxels.isKnown(voxel) ? FARTHEST : 0;
        }
        centres.forEach(centre -> approach(centre, distances));
        int drawn = drawVoxel(distances, random);
        while (drawn != NONE && centres.size() < most) {
            centres.add(voxels.row(drawn));
            approach(centres.getLast(), distances);
            drawn = drawVoxel(distances, random);
        }
    }

    /// Lowers the distances of voxels that are nearer to a centre than to those before it. Of directions, 1 - cosine is
    /// half the squared distance, which k-means++ draws by.
    private void approach(float[] centre, double[] distances) {
        IntStream.range(0, distances.length).parallel().forEach(voxel -> {
            float cosine = voxels.cosine(voxel, centre);
            distances[voxel] = Math.min(distances[voxel], cosine > SAME ? 0 : 1 - cosine);
        });
    }

    /// A voxel, as likely as its distance is large; [#NONE] where all distances are 0.
    private static int drawVoxel(double[] distances, SplittableRandom random) {
        double total = 0;
        for (double distance : distances) {
            total += distance;
        }
        int drawn = NONE;
        double left = total > 0 ? random.nextDouble(total) : -1;
        for (int voxel = 0; voxel < distances.length && left >= 0; voxel++) {
            if (distances[voxel] > 0) {
                drawn = voxel;
                left -= distances[voxel];
            }
        }
        return drawn;
    }

    /// Gives every voxel the centre of the largest cosine, the first of equals.
    /// @return how many have another than before
    private int assign() {
        float[][] columns = new float[voxels.stride()][centres.size()];
        for (int centre = 0; centre < centres.size(); centre++) {
            for (int d = 0; d < columns.length; d++) {
                columns[d][centre] = centres.get(centre)[d];
            }
        }
        return IntStream.range(0, Math.ceilDiv(voxels.count(), VOXELS_PER_TASK)).parallel()
                .map(task -> assign(task, columns)).sum();
    }

    private int assign(int task, float[][] columns) {
        float[] own = new float[centres.size()];
        int changed = 0;
        int end = Math.min(voxels.count(), (task + 1) * VOXELS_PER_TASK);
        for (int voxel = task * VOXELS_PER_TASK; voxel < end; voxel++) {
            if (voxels.isKnown(voxel)) {
                voxels.cosines(voxel, columns, own);
                int best = 0;
                for (int centre = 1; centre < own.length; centre++) {
                    best = own[centre] > own[best] ? centre : best;
                }
                changed += nearest[voxel] == best ? 0 : 1;
                nearest[voxel] = best;
                cosines[voxel] = own[best];
            }
        }
        return changed;
    }

    /// A centre that no voxel is nearest to gets the voxel that is farthest from its own.
    private void fillEmpty() {
        int[] sizes = sizes();
        for (int centre = 0; centre < sizes.length; centre++) {
            if (sizes[centre] == 0) {
                int farthest = farthest();
                if (farthest == NONE || cosines[farthest] > SAME) {
                    return; // fewer directions than centres
                }
                nearest[farthest] = centre;
                cosines[farthest] = 1;
            }
        }
    }

    /// Of voxels that have a centre; [#NONE] where none has.
    private int farthest() {
        int farthest = NONE;
        for (int voxel = 0; voxel < nearest.length; voxel++) {
            if (nearest[voxel] != NONE && (farthest == NONE || cosines[voxel] < cosines[farthest])) {
                farthest = voxel;
            }
        }
        return farthest;
    }

    /// Moves every centre to where its voxels point together. One whose voxels cancel each other out stays.
    private void move() {
        double[][] sums = new double[centres.size()][voxels.stride()];
        for (int voxel = 0; voxel < nearest.length; voxel++) {
            if (nearest[voxel] != NONE) {
                voxels.addTo(sums[nearest[voxel]], voxel);
            }
        }
        for (int centre = 0; centre < sums.length; centre++) {
            double squares = 0;
            for (double value : sums[centre]) {
                squares += value * value;
            }
            float[] direction = centres.get(centre);
            for (int d = 0; d < direction.length && squares > 0; d++) {
                direction[d] = (float) (sums[centre][d] / Math.sqrt(squares));
            }
        }
    }
}
