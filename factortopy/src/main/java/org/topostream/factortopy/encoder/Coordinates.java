package org.topostream.factortopy.encoder;

/// Where every voxel lies, and the box around them, frozen with the subject: an encoder keeps giving the same choices
/// although a part of the voxels is later left out.
///
/// @param values  `[N, 3]`, any unit (millimetres as a rule)
/// @param minimum `[3]`, the least value of every axis over the subject's whole voxel set
/// @param maximum `[3]`, the greatest
public record Coordinates(float[] values, float[] minimum, float[] maximum) {
    /// Values of one voxel's positional encoding.
    public static final int ENCODING = 192;
    /// Axes of space.
    public static final int AXES = 3;
    /// Values of the encoding on one axis.
    public static final int PER_AXIS = ENCODING / AXES;
    private static final int FREQUENCIES = PER_AXIS / 2;
    private static final double LONGEST_PERIOD = 1000;
    private static final double EXTENT = 100;
    private static final double[] OMEGA = omega();

    /// @throws IllegalArgumentException where there is no voxel, a value is not finite, or lies outside of the box
    public Coordinates {
        if (values.length < AXES || values.length % AXES != 0 || minimum.length != AXES || maximum.length != AXES) {
            throw new IllegalArgumentException("expected 3 coordinates for every voxel, 3 minima and 3 maxima, got "
                    + values.length + ", " + minimum.length + " and " + maximum.length);
        }
        for (int i = 0; i < values.length; i++) {
            int axis = i % AXES;
            if (!Float.isFinite(values[i]) || !(values[i] >= minimum[axis] && values[i] <= maximum[axis])) {
                throw new IllegalArgumentException("coordinate " + axis + " of voxel " + i / AXES
                        + ": expected a finite number from " + minimum[axis] + " to " + maximum[axis] + ", got "
                        + values[i]);
            }
        }
    }

    /// Coordinates of a subject's whole voxel set.
    /// @param xyz `[N, 3]`
    public static Coordinates of(float[] xyz) {
        float[] minimum = {Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY};
        float[] maximum = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
        for (int i = 0; i < xyz.length; i++) {
            minimum[i % AXES] = Math.min(minimum[i % AXES], xyz[i]);
            maximum[i % AXES] = Math.max(maximum[i % AXES], xyz[i]);
        }
        return new Coordinates(xyz, minimum, maximum);
    }

    /// `N`.
    public int voxels() {
        return values.length / AXES;
    }

    /// The positional encoding `[N, 192]`: for every axis `c`, for `k = 0..31`, the sine and the cosine of
    /// `1000^(-k/32) * (c - minimum) * 100 / (greatest extent of the three axes)`. An axis without extent is all 0:
    /// it tells no voxel from another.
    public float[] encoding() {
        float[] encoding = new float[voxels() * ENCODING];
        double[] encoded = new double[PER_AXIS];
        for (int axis = 0; axis < AXES; axis++) {
            for (int voxel = 0; voxel < voxels() && extent(axis) > 0; voxel++) {
                encode(position(voxel, axis), encoded);
                for (int i = 0; i < PER_AXIS; i++) {
                    encoding[voxel * ENCODING + axis * PER_AXIS + i] = (float) encoded[i];
                }
            }
        }
        return encoding;
    }

    /// A voxel's place on an axis, from 0 to [#extent].
    public double position(int voxel, int axis) {
        return ((double) values[voxel * AXES + axis] - minimum[axis]) * EXTENT / greatestRange();
    }

    /// The greatest place on an axis: 100 on the longest of the three.
    public double extent(int axis) {
        return range(axis) == 0 ? 0 : range(axis) * EXTENT / greatestRange();
    }

    /// The sines and cosines of a place.
    /// @param encoded `[64]`, written
    public static void encode(double position, double[] encoded) {
        for (int k = 0; k < FREQUENCIES; k++) {
            double angle = OMEGA[k] * position;
            encoded[2 * k] = Math.sin(angle);
            encoded[2 * k + 1] = Math.cos(angle);
        }
    }

    private double greatestRange() {
        return Math.max(range(0), Math.max(range(1), range(2)));
    }

    private double range(int axis) {
        return (double) maximum[axis] - minimum[axis];
    }

    private static double[] omega() {
        double[] omega = new double[FREQUENCIES];
        for (int k = 0; k < FREQUENCIES; k++) {
            omega[k] = Math.pow(LONGEST_PERIOD, -(double) k / FREQUENCIES);
        }
        return omega;
    }
}
