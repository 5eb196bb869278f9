package org.topostream.factortopy.motion;

import java.util.Arrays;
import java.util.Optional;

/// Finds how a head has moved since a first volume, by least squares of intensities over a rigid motion, as AFNI's
/// `3dvolreg` does (Cox and Jesmanowicz 1999, *Magnetic Resonance in Medicine* 42) and SPM's realignment (Friston et
/// al. 1995, *Human Brain Mapping* 3).
///
/// Both volumes are smoothed, and the first is known at its steepest voxels alone. Each step of Gauss and Newton asks
/// what small motion of the first volume explains where the other, read at the voxels' places of now, differs from it,
/// and undoes it: the slopes and their products are the first volume's, and need be made only once (inverse
/// compositional; Baker and Matthews 2004, *International Journal of Computer Vision* 56). A factor of all intensities
/// is found beside the motion, so that the scanner's scale is not taken for one. All in float64.
///
/// Every volume is registered by itself, from no motion at all: what comes out depends on the two volumes alone, in
/// whatever order volumes come. Motions of some five millimetres and degrees are found; of larger ones, what comes out
/// is finite and little more.
///
/// A volume of `N` voxels costs `3 (2 r + 1) N` multiply-adds of smoothing, `r` being 3 for voxels of 3 mm, and for
/// each of some eight steps `92` for each of 8,000 voxels at most: 9 million for 64 x 64 x 36 voxels, some 10 ms.
/// Memory: `8 N` bytes three times while it runs, and 0.7 MB.
///
/// Not thread safe.
public final class MotionEstimator {
    /// With fewer along an axis, hardly a voxel is away from the edge.
    private static final int FEWEST = 8;
    private static final int FEWEST_LANDMARKS = 100;
    private static final int MOST_STEPS = 30;
    private static final double SMALL_SHIFT = 1e-4;
    private static final double SMALL_TURN = 1e-6;

    private final double[] centre;
    private final Landmarks landmarks;
    private final NormalEquations equations;

    private MotionEstimator(double[] centre, Landmarks landmarks, NormalEquations equations) {
        this.centre = centre;
        this.landmarks = landmarks;
        this.equations = equations;
    }

    /// @param first that others are compared with
    /// @return nothing where it does not tell motions apart: it is smaller than 8 voxels along an axis, has no slopes,
    ///         or an affine that cannot be inverted
    public static Optional<MotionEstimator> of(ScannedImage first) {
        double[] inverse = first.inverse();
        if (Arrays.stream(first.size()).anyMatch(extent -> extent < FEWEST) || !isFinite(inverse)) {
            return Optional.empty();
        }
        int[] size = first.size();
        double[] centre = first.millimetres((size[0] - 1) / 2.0, (size[1] - 1) / 2.0, (size[2] - 1) / 2.0);
        Landmarks landmarks = Landmarks.of(first, new SplineImage(first), centre, inverse);
        return landmarks.count() < FEWEST_LANDMARKS
                ? Optional.empty()
                : NormalEquations.of(landmarks.rows(), Landmarks.COLUMNS)
                        .map(equations -> new MotionEstimator(centre, landmarks, equations));
    }

    private static boolean isFinite(double[] numbers) {
        return Arrays.stream(numbers).allMatch(Double::isFinite);
    }

    /// The motion from the first volume to another, which may have other voxels.
    /// @throws IllegalArgumentException where the other's affine cannot be inverted
    public RigidMotion estimate(ScannedImage other) {
        double[] inverse = other.inverse();
        if (!isFinite(inverse)) {
            throw new IllegalArgumentException("expected an affine that can be inverted, got "
                    + Arrays.toString(other.affine()));
        }
        SplineImage image = new SplineImage(other);
        Pose pose = Pose.none();
        double scale = 1;
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] products = products(image, voxels(other, inverse, pose), scale);
            double[] change = equations.solve(products);
            if (!isFinite(change)) {
                return pose.motion();
            }
            pose = pose.afterUndoing(Pose.of(new RigidMotion(change[0], change[1], change[2], change[3], change[4],
                    change[5])));
            scale += change[RigidMotion.PARAMETERS];
            if (isSmall(change)) {
                return pose.motion();
            }
        }
        return pose.motion();
    }

    private static boolean isSmall(double[] change) {
        return Math.abs(change[0]) + Math.abs(change[1]) + Math.abs(change[2]) < SMALL_SHIFT
                && Math.abs(change[3]) + Math.abs(change[4]) + Math.abs(change[5]) < SMALL_TURN;
    }

    /// `[3, 4]` from millimetres from the centre to the other's voxels.
    private double[] voxels(ScannedImage other, double[] inverse, Pose pose) {
        double[] origin = other.millimetres(0, 0, 0);
        double[] map = new double[12];
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < 3; i++) {
                for (int column = 0; column < 3; column++) {
                    map[4 * row + column] += inverse[3 * row + i] * pose.turn()[3 * i + column];
                }
                map[4 * row + 3] += inverse[3 * row + i] * (centre[i] + pose.shift()[i] - origin[i]);
            }
        }
        return map;
    }

    /// `[7]` of the landmarks' columns with how the other differs from them; a landmark outside it tells nothing.
    private double[] products(SplineImage image, double[] map, double scale) {
        double[] products = new double[Landmarks.COLUMNS];
        double[] places = landmarks.places();
        double[] rows = landmarks.rows();
        for (int k = 0; k < landmarks.count(); k++) {
            double right = places[3 * k];
            double anterior = places[3 * k + 1];
            double superior = places[3 * k + 2];
            double x = map[0] * right + map[1] * anterior + map[2] * superior + map[3];
            double y = map[4] * right + map[5] * anterior + map[6] * superior + map[7];
            double z = map[8] * right + map[9] * anterior + map[10] * superior + map[11];
            if (image.holds(x, y, z)) {
                double difference = image.at(x, y, z) - scale * landmarks.intensities()[k];
                for (int column = 0; column < products.length; column++) {
                    products[column] += difference * rows[Landmarks.COLUMNS * k + column];
                }
            }
        }
        return products;
    }
}
