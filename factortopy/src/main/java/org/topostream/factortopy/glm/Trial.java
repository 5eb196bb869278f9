package org.topostream.factortopy.glm;

/// When one trial of a run was.
///
/// @param id       of the trial
/// @param onset    seconds since the begin of the run's first stored volume; negative before it
/// @param duration seconds, 0 for a moment
public record Trial(String id, double onset, double duration) {
    private static final double LONGEST_RUN = 86_400;
    private static final double LONGEST = 3_600;

    /// @throws IllegalArgumentException where the times are no times of a run
    public Trial {
        if (!(Math.abs(onset) <= LONGEST_RUN) || !(duration >= 0 && duration <= LONGEST)) {
            throw new IllegalArgumentException("trial " + id + ": expected an onset within a day and a duration of 0"
                    + " to " + LONGEST + " s, got " + onset + " and " + duration + " s");
        }
    }
}
