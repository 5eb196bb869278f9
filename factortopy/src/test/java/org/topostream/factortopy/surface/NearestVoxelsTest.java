package org.topostream.factortopy.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;

import org.junit.jupiter.api.Test;

class NearestVoxelsTest {
    private static final float[] VOXELS = {0, 0, 0, 4, 0, 0, -3, 0, 0};

    @Test
    void findsTheNearestWithinReach() {
        float[] places = {1.9f, 0, 0, 2.1f, 0, 0, 4, 2, 0, 4, 2.1f, 0, -1.5f, 0, 0};

        int[] nearest = new NearestVoxels(VOXELS, voxel -> true, 2).of(places);

        assertArrayEquals(new int[]{0, 1, 1, -1, 0}, nearest);
    }

    @Test
    void findsOnlyThoseThatMayBeFound() {
        int[] nearest = new NearestVoxels(VOXELS, voxel -> voxel != 0, 5).of(new float[]{0, 0, 0, 1, 0, 0});

        assertArrayEquals(new int[]{2, 1}, nearest);
    }

    @Test
    void findsWhatASearchThroughAllFinds() {
        Random random = new Random(7);
        float[] voxels = places(random, 500);
        float[] vertices = places(random, 300);

        int[] nearest = new NearestVoxels(voxels, voxel -> true, 1.3).of(vertices);

        for (int vertex = 0; vertex < nearest.length; vertex++) {
            assertEquals(plainly(voxels, vertices, vertex, 1.3), nearest[vertex], "vertex " + vertex);
        }
    }

    private static float[] places(Random random, int count) {
        float[] places = new float[3 * count];
        for (int i = 0; i < places.length; i++) {
            places[i] = 10 * random.nextFloat() - 5;
        }
        return places;
    }

    private static int plainly(float[] voxels, float[] vertices, int vertex, double farthest) {
        int nearest = -1;
        double least = farthest;
        for (int voxel = 0; voxel < voxels.length / 3; voxel++) {
            double distance = Math.sqrt(Math.pow(voxels[3 * voxel] - vertices[3 * vertex], 2)
                    + Math.pow(voxels[3 * voxel + 1] - vertices[3 * vertex + 1], 2)
                    + Math.pow(voxels[3 * voxel + 2] - vertices[3 * vertex + 2], 2));
            if (distance < least) {
                least = distance;
                nearest = voxel;
            }
        }
        return nearest;
    }

    @Test
    void refusesADistanceThatIsNone() {
        for (double distance : new double[]{0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals("expected a distance above 0 mm, got " + distance, assertThrows(
                    IllegalArgumentException.class, () -> new NearestVoxels(VOXELS, voxel -> true, distance))
                    .getMessage());
        }
    }
}
