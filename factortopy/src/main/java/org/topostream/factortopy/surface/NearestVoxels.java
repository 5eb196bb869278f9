package org.topostream.factortopy.surface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/// Finds the voxel nearest to a place. Voxels are kept in cubes as wide as the farthest that one may be, so that only a
/// place's own cube and those around it are searched.
public final class NearestVoxels {
    private static final int AXES = 3;

    private final float[] coordinates;
    private final double farthest;
    private final Map<Cube, List<Integer>> cubes = new HashMap<>();

    private record Cube(long x, long y, long z) {}

    /// @param coordinates `[N, 3]` of all voxels, in millimetres
    /// @param eligible    which voxels may be found
    /// @param farthest    how far a voxel may be, in millimetres
    /// @throws IllegalArgumentException where that is no positive number
    public NearestVoxels(float[] coordinates, IntPredicate eligible, double farthest) {
        if (!(farthest > 0) || Double.isInfinite(farthest)) {
            throw new IllegalArgumentException("expected a distance above 0 mm, got " + farthest);
        }
        this.coordinates = coordinates;
        this.farthest = farthest;
        for (int voxel = 0; voxel < coordinates.length / AXES; voxel++) {
            if (eligible.test(voxel)) {
                cubes.computeIfAbsent(cube(coordinates, voxel), cube -> new ArrayList<>()).add(voxel);
            }
        }
    }

    /// @param places `[V, 3]` in millimetres
    /// @return `[V]` numbers of voxels; of several that are as near the lowest, -1 where none is near enough
    public int[] of(float[] places) {
        int[] nearest = new int[places.length / AXES];
        Arrays.setAll(nearest, place -> nearest(places, place));
        return nearest;
    }

    private int nearest(float[] places, int place) {
        Cube centre = cube(places, place);
        int nearest = -1;
        double least = Math.nextUp(farthest * farthest);
        for (long x = centre.x - 1; x <= centre.x + 1; x++) {
            for (long y = centre.y - 1; y <= centre.y + 1; y++) {
                for (long z = centre.z - 1; z <= centre.z + 1; z++) {
                    for (int voxel : cubes.getOrDefault(new Cube(x, y, z), List.of())) {
                        double apart = apart(places, place, voxel);
                        if (apart < least || (apart == least && voxel < nearest)) {
                            least = apart;
                            nearest = voxel;
                        }
                    }
                }
            }
        }
        return nearest;
    }

    /// Square of the distance.
    private double apart(float[] places, int place, int voxel) {
        double sum = 0;
        for (int axis = 0; axis < AXES; axis++) {
            double difference = (double) places[AXES * place + axis] - coordinates[AXES * voxel + axis];
            sum += difference * difference;
        }
        return sum;
    }

    private Cube cube(float[] places, int place) {
        return new Cube((long) Math.floor(places[AXES * place] / farthest),
                (long) Math.floor(places[AXES * place + 1] / farthest),
                (long) Math.floor(places[AXES * place + 2] / farthest));
    }
}
