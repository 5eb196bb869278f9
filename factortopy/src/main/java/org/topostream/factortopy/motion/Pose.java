package org.topostream.factortopy.motion;

/// Where a head is: a point at `d` from the centre lies at `turn d + shift` from it.
///
/// @param turn  `[3, 3]` row by row, a rotation
/// @param shift `[3]` millimetres
record Pose(double[] turn, double[] shift) {
    static Pose none() {
        return new Pose(new double[]{1, 0, 0, 0, 1, 0, 0, 0, 1}, new double[3]);
    }

    static Pose of(RigidMotion motion) {
        double[] x = about(0, motion.pitch());
        double[] y = about(1, motion.roll());
        double[] z = about(2, motion.yaw());
        return new Pose(times(times(x, y), z),
                new double[]{motion.right(), motion.anterior(), motion.superior()});
    }

    private static double[] about(int axis, double angle) {
        double[] turn = new double[9];
        int next = (axis + 1) % 3;
        int last = (axis + 2) % 3;
        turn[4 * axis] = 1;
        turn[4 * next] = Math.cos(angle);
        turn[4 * last] = Math.cos(angle);
        turn[3 * next + last] = -Math.sin(angle);
        turn[3 * last + next] = Math.sin(angle);
        return turn;
    }

    private static double[] times(double[] left, double[] right) {
        double[] product = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int i = 0; i < 3; i++) {
                    product[3 * row + column] += left[3 * row + i] * right[3 * i + column];
                }
            }
        }
        return product;
    }

    /// This, after the other has been undone.
    Pose afterUndoing(Pose other) {
        double[] undone = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                undone[3 * row + column] = other.turn[3 * column + row];
            }
        }
        double[] both = times(turn, undone);
        double[] moved = shift.clone();
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < 3; i++) {
                moved[row] -= both[3 * row + i] * other.shift[i];
            }
        }
        return new Pose(both, moved);
    }

    /// Turns of a quarter and more are told as others that lead to the same.
    RigidMotion motion() {
        return new RigidMotion(shift[0], shift[1], shift[2], Math.atan2(-turn[5], turn[8]),
                Math.asin(Math.clamp(turn[2], -1, 1)), Math.atan2(-turn[1], turn[0]));
    }
}
