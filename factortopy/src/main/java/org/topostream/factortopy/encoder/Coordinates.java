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
    private static final int AXES = 3;
    private static final int FREQUENCIES = 32;
    private static final double LONGEST_PERIOD = 1000;
    private static final double EXTENT = 100;

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
        double greatest = 0;
        for (int axis = 0; axis < AXES; axis++) {
            greatest = Math.max(greatest, extent(axis));
        }
        double[] omega = new double[FREQUENCIES];
        for (int k = 0; k < FREQUENCIES; k++) {
            omega[k] = Math.pow(LONGEST_PERIOD, -(double) k / FREQUENCIES);
        }
        float[] encoding = new float[voxels() * ENCODING];
        for (int i = 0; i < values.length; i++) {
            int axis = i % AXES;
            if (extent(axis) > 0) {
                double position = ((double) values[i] - minimum[axis]) * EXTENT / greatest;
                encode(position, omega, encoding, i * 2 * FREQUENCIES);
            }
        }
        return encoding;
    }

    private double extent(int axis) {
        return (double) maximum[axis] - minimum[axis];
    }

    private static void encode(double position, double[] omega, float[] encoding, int from) {
        for (int k = 0; k < FREQUENCIES; k++) {
            encoding[from + 2 * k] = (float) Math.sin(omega[k] * position);
            encoding[from + 2 * k + 1] = (float) Math.cos(omega[k] * position);
        }
    }
}
