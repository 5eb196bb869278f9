package org.topostream.factortopy.motion;

/// How a head has moved from one volume to another: its point `p` in the first lies at `R (p - c) + c + s` in the
/// other, in millimetres right, anterior and superior. `c` is the centre of the first volume, `s` the shift, and `R`
/// the turn `Rx(pitch) Ry(roll) Rz(yaw)`, each right-handed about its axis.
///
/// @param right    shift in millimetres
/// @param anterior shift in millimetres
/// @param superior shift in millimetres
/// @param pitch    turn about the axis to the right, in radians
/// @param roll     turn about the axis to the front, in radians
/// @param yaw      turn about the axis upwards, in radians
public record RigidMotion(double right, double anterior, double superior, double pitch, double roll, double yaw) {
    /// How many numbers.
    public static final int PARAMETERS = 6;

    /// No motion at all.
    public static RigidMotion none() {
        return new RigidMotion(0, 0, 0, 0, 0, 0);
    }

    /// `[6]` three shifts and three turns.
    public double[] parameters() {
        return new double[]{right, anterior, superior, pitch, roll, yaw};
    }
}
