package org.topostream.factortopy.timing;

import java.util.OptionalDouble;

/// Makes the times of a run's volumes, told as seconds of the day, go on over midnight. Where a volume should lie
/// follows from its number and the TR, not from the volume before it: they may come in any order.
///
/// Not safe for use by several threads.
public final class AcquisitionClock {
    private final double seconds;
    private OptionalDouble start = OptionalDouble.empty();

    /// @param seconds from one volume to the next (TR)
    /// @throws IllegalArgumentException where that is not above 0
    public AcquisitionClock(double seconds) {
        if (!(seconds > 0) || !Double.isFinite(seconds)) {
            throw new IllegalArgumentException("expected a TR above 0 seconds, got " + seconds);
        }
        this.seconds = seconds;
    }

    /// @param number      of the volume
    /// @param secondOfDay when it was acquired
    /// @return seconds on the scanner's clock, counted from the midnight before the volume that came first
    /// @throws IllegalArgumentException where the time is no number
    public double unwrap(int number, double secondOfDay) {
        TimedVolume volume = new TimedVolume(number, secondOfDay);
        if (start.isEmpty()) {
            start = OptionalDouble.of(volume.start(seconds));
        }
        return Midnight.near(secondOfDay, start.getAsDouble() + number * seconds);
    }
}
