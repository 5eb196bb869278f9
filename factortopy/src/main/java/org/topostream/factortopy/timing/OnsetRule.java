package org.topostream.factortopy.timing;

import java.util.OptionalInt;

/// Where the onsets of a run's events come from.
///
/// @param clocks  whether they are told from when something was shown, by both clocks, instead of as they were given
/// @param dummies how many volumes lie between the first trigger, from which given onsets count, and the first stored
///                volume; below 0 where so many are stored before the trigger. Empty: as many as the clocks of the runs
///                before say
public record OnsetRule(boolean clocks, OptionalInt dummies) {
    /// Onsets count from the first stored volume, as they are given.
    public static OnsetRule given() {
        return new OnsetRule(false, OptionalInt.of(0));
    }

    /// The same by both clocks, or not.
    public OnsetRule withClocks(boolean told) {
        return new OnsetRule(told, dummies);
    }

    /// The same with so many volumes before the first that is stored; empty for as many as clocks say.
    public OnsetRule withDummies(OptionalInt volumes) {
        return new OnsetRule(clocks, volumes);
    }

    /// Whether onsets may change while volumes and events come.
    boolean isTold() {
        return clocks || dummies.isEmpty();
    }
}
