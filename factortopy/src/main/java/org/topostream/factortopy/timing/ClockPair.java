package org.topostream.factortopy.timing;

/// One moment on both clocks.
///
/// @param stimulus seconds on the stimulus computer's clock
/// @param scanner  seconds on the scanner's clock
public record ClockPair(double stimulus, double scanner) {
    /// @throws IllegalArgumentException where a time is no number
    public ClockPair {
        if (!Double.isFinite(stimulus) || !Double.isFinite(scanner)) {
            throw new IllegalArgumentException("expected seconds on both clocks, got " + stimulus + " and " + scanner);
        }
    }

    /// The moment of an event, as a volume of its run dates it.
    ///
    /// @param shownAt seconds on the stimulus computer's clock
    /// @param onset   seconds from volume 0 to the event
    /// @param volume  any of the run, best the one during which it was shown
    /// @param seconds from one volume to the next (TR)
    public static ClockPair of(double shownAt, double onset, TimedVolume volume, double seconds) {
        return new ClockPair(shownAt, volume.start(seconds) + onset);
    }

    /// How far the scanner's clock is ahead, in seconds.
    public double ahead() {
        return scanner - stimulus;
    }

    /// The same moment, whole days moved to where it is nearest to another, on either clock.
    ClockPair near(ClockPair other) {
        return new ClockPair(Midnight.near(stimulus, other.stimulus), Midnight.near(scanner, other.scanner));
    }
}
