package org.topostream.factortopy.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

/// Expected clusters are those of SciPy 1.17, `fcluster(linkage(points, "ward"), most, "maxclust")`, with each point as
/// often among the points as its size says; renumbered by their first points.
class WardClustersTest {
    private static final int[] SIZES = {1, 6, 4, 2, 7, 5, 3, 1, 6, 4, 2, 7};

    private static List<float[]> points() {
        List<float[]> points = new ArrayList<>();
        for (int i = 0; i < SIZES.length; i++) {
            float[] point = new float[3];
            for (int d = 0; d < point.length; d++) {
                point[d] = (float) Math.sin(1.3 * i + 2.1 * d + 0.7 * i * d);
            }
            points.add(point);
        }
        return points;
    }

    @Test
    void joinsAsSciPyJoinsPointsThatAreThereSeveralTimes() {
        int[] clusters = WardClusters.of(points(), SIZES, 3);

        assertArrayEquals(new int[]{0, 1, 0, 0, 2, 0, 1, 0, 2, 0, 0, 1}, clusters);
    }

    @Test
    void joinsAsSciPyWherePointsWeighTheSame() {
        int[] once = new int[SIZES.length];
        Arrays.fill(once, 1);

        int[] clusters = WardClusters.of(points(), once, 3);

        assertArrayEquals(new int[]{0, 1, 1, 0, 2, 1, 1, 1, 2, 0, 1, 1}, clusters);
    }

    @Test
    void stopsWhereEnoughAreLeft() {
        int[] clusters = WardClusters.of(points(), SIZES, 5);

        assertArrayEquals(new int[]{0, 1, 2, 0, 3, 2, 4, 2, 3, 0, 2, 1}, clusters);
    }

    @Test
    void joinsNothingWhereThereAreFewPoints() {
        int[] clusters = WardClusters.of(points().subList(0, 3), new int[]{1, 2, 3}, 20);

        assertArrayEquals(new int[]{0, 1, 2}, clusters);
    }

    @Test
    void leavesOutPointsThatStandForNothing() {
        int[] clusters = WardClusters.of(points().subList(0, 4), new int[]{0, 2, 0, 1}, 20);

        assertArrayEquals(new int[]{WardClusters.NONE, 0, WardClusters.NONE, 1}, clusters);
    }
}
