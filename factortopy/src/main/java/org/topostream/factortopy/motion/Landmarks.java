package org.topostream.factortopy.motion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The voxels of a volume that tell most about where it is: every second one along each axis that is not at the edge,
/// and of these the ones with the steepest slopes.
///
/// @param places      `[K, 3]` millimetres from the centre
/// @param intensities `[K]`
/// @param rows        `[K, 7]` what a voxel's intensity changes by with each of the six parameters of a small motion,
///                    and the intensity itself, whose change is one of the scanner's scale
record Landmarks(double[] places, double[] intensities, double[] rows) {
    static final int COLUMNS = RigidMotion.PARAMETERS + 1;
    private static final int MOST = 8_000;
    private static final int EDGE = 2;
    /// Along shorter axes there are too few voxels to leave some out.
    private static final int LONG = 24;

    private record Landmark(double[] place, double[] slope, double intensity, double steepness) {}

    /// @param centre  `[3]` in millimetres
    /// @param inverse `[3, 3]` of the image
    static Landmarks of(ScannedImage image, SplineImage spline, double[] centre, double[] inverse) {
        int[] size = image.size();
        List<Landmark> found = new ArrayList<>();
        for (int z = EDGE; z < size[2] - EDGE; z += step(size[2])) {
            for (int y = EDGE; y < size[1] - EDGE; y += step(size[1])) {
                for (int x = EDGE; x < size[0] - EDGE; x += step(size[0])) {
                    found.add(landmark(image, spline.onVoxel(x, y, z), new int[]{x, y, z}, centre, inverse));
                }
            }
        }
        // The sort is stable: of equal ones the first are kept, whatever runs it.
        found.sort(Comparator.comparingDouble(Landmark::steepness).reversed());
        return of(found.subList(0, Math.min(MOST, found.size())));
    }

    private static int step(int extent) {
        return extent < LONG ? 1 : 2;
    }

    private static Landmark landmark(ScannedImage image, double[] value, int[] voxel, double[] centre,
            double[] inverse) {
        double[] place = image.millimetres(voxel[0], voxel[1], voxel[2]);
        double[] slope = new double[3];
        double square = 0;
        for (int axis = 0; axis < 3; axis++) {
            place[axis] -= centre[axis];
            for (int i = 0; i < 3; i++) {
                slope[axis] += inverse[3 * i + axis] * value[1 + i];
            }
            square += slope[axis] * slope[axis];
        }
        return new Landmark(place, slope, value[0], square);
    }

    private static Landmarks of(List<Landmark> kept) {
        double[] places = new double[3 * kept.size()];
        double[] intensities = new double[kept.size()];
        double[] rows = new double[COLUMNS * kept.size()];
        for (int k = 0; k < intensities.length; k++) {
            Landmark landmark = kept.get(k);
            System.arraycopy(landmark.place, 0, places, 3 * k, 3);
            intensities[k] = landmark.intensity;
            System.arraycopy(landmark.slope, 0, rows, COLUMNS * k, 3);
            for (int axis = 0; axis < 3; axis++) {
                int next = (axis + 1) % 3;
                int last = (axis + 2) % 3;
                rows[COLUMNS * k + 3 + axis] = landmark.place[next] * landmark.slope[last]
                        - landmark.place[last] * landmark.slope[next];
            }
            rows[COLUMNS * k + COLUMNS - 1] = landmark.intensity;
        }
        return new Landmarks(places, intensities, rows);
    }

    int count() {
        return intensities.length;
    }
}
