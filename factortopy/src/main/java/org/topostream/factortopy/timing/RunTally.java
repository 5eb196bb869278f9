package org.topostream.factortopy.timing;

import java.util.List;
import java.util.OptionalInt;

/// Which volumes of a run had come at some moment.
///
/// @param run        its name
/// @param last       the highest number
/// @param volumes    how many have come, each counted once
/// @param missing    numbers below the highest that have not come, in order
/// @param duplicates how many came that had come before
/// @param late       how many came after one of a higher number
public record RunTally(String run, OptionalInt last, long volumes, List<NumberRange> missing, long duplicates,
        long late) {
    public RunTally {
        missing = List.copyOf(missing);
    }

    /// How many numbers are missing.
    public long missingVolumes() {
        return missing.stream().mapToLong(NumberRange::count).sum();
    }
}
