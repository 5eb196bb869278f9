package org.topostream.factortopy.timing;

/// When a volume was acquired.
///
/// @param number     its place in the run by its source's count, from 0
/// @param acquiredAt seconds on the scanner's clock, [unwrapped][AcquisitionClock]
public record TimedVolume(int number, double acquiredAt) {
    /// @throws IllegalArgumentException where the time is no number
    public TimedVolume {
        if (!Double.isFinite(acquiredAt)) {
            throw new IllegalArgumentException("volume " + number + ": expected seconds, got " + acquiredAt);
        }
    }

    /// When volume 0 was acquired, or would have been.
    /// @param seconds from one volume to the next (TR)
    public double start(double seconds) {
        return acquiredAt - number * seconds;
    }
}
