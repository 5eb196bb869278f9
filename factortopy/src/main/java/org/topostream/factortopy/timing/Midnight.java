package org.topostream.factortopy.timing;

/// Clocks that tell the second of the day begin anew at midnight.
final class Midnight {
    static final double DAY = 86_400;

    private Midnight() {}

    /// The time, whole days earlier or later, that is nearest to another.
    static double near(double seconds, double other) {
        return seconds + DAY * Math.rint((other - seconds) / DAY);
    }
}
