package org.topostream.factortopy.timing;

import java.util.Optional;
import java.util.OptionalDouble;

/// What the stimulus computer says of when something was shown.
///
/// @param onset   seconds from the run's first stored volume, or from where it takes that to be
/// @param shownAt seconds on its clock, where it tells
/// @param trigger one that it got, best the last before, where it counts them
public record EventTimes(double onset, OptionalDouble shownAt, Optional<Trigger> trigger) {
    /// @throws IllegalArgumentException where the time is no number
    public EventTimes {
        requireTime(shownAt.orElse(0));
    }

    private static void requireTime(double seconds) {
        if (!Double.isFinite(seconds)) {
            throw new IllegalArgumentException("expected seconds on the stimulus computer's clock, got " + seconds);
        }
    }

    /// A volume's trigger.
    ///
    /// @param number of the volume as the stimulus computer counts, from 0
    /// @param at     seconds on its clock
    public record Trigger(int number, double at) {
        /// @throws IllegalArgumentException where the time is no number
        public Trigger {
            requireTime(at);
        }
    }

    /// When the stimulus computer takes the run's first volume to have begun, on its clock.
    /// @param seconds from one volume to the next (TR)
    OptionalDouble begin(double seconds) {
        if (trigger.isPresent()) {
            return OptionalDouble.of(trigger.get().at() - trigger.get().number() * seconds);
        }
        return shownAt.isPresent() ? OptionalDouble.of(shownAt.getAsDouble() - onset) : OptionalDouble.empty();
    }
}
