package org.topostream.factortopy.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which volumes of a run have come, by their source's numbers, in whatever order. One that is lost is a gap from the
/// moment a later one comes: nothing waits for it, nothing moves into its place, and it may still come late.
///
/// Not safe for use by several threads.
public final class RunNumbers {
    /// How many gaps a status names.
    private static final int NAMED = 8;

    private final String run;
    /// First and last number of each stretch without gaps.
    private final NavigableMap<Integer, Integer> stretches = new TreeMap<>();
    private long count;
    private long duplicates;
    private long late;

    /// What a volume's number says about those before it.
    public enum Arrival {
        /// Follows the highest so far.
        NEXT,
        /// Leaves a gap before it.
        AHEAD,
        /// Lies in a gap.
        LATE,
        /// Was there before.
        DUPLICATE
    }

    /// @param run its name, for the status
    public RunNumbers(String run) {
        this.run = run;
    }

    /// Notes a volume.
    /// @throws IllegalArgumentException where its number is below 0
    public Arrival arrived(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("run " + run + ": expected a volume number from 0, got " + number);
        }
        Map.Entry<Integer, Integer> before = stretches.floorEntry(number);
        if (before != null && number <= before.getValue()) {
            duplicates++;
            return Arrival.DUPLICATE;
        }
        int highest = highest().orElse(-1);
        boolean joins = before != null && before.getValue() == number - 1;
        Integer end = stretches.remove(number + 1);
        stretches.put(joins ? before.getKey() : number, end == null ? number : end);
        count++;
        if (number < highest) {
            late++;
            return Arrival.LATE;
        }
        return number == highest + 1 ? Arrival.NEXT : Arrival.AHEAD;
    }

    public boolean has(int number) {
        Map.Entry<Integer, Integer> stretch = stretches.floorEntry(number);
        return stretch != null && number <= stretch.getValue();
    }

    /// The highest number so far.
    public OptionalInt highest() {
        return stretches.isEmpty() ? OptionalInt.empty() : OptionalInt.of(stretches.lastEntry().getValue());
    }

    /// Numbers below the highest that have not come, in order.
    public List<NumberRange> gaps() {
        return highest().isEmpty() ? List.of() : missingUpTo(highest().getAsInt());
    }

    /// Numbers that have not come, in order.
    /// @param last the last that should, such as a run's number of volumes less one once it is over
    public List<NumberRange> missingUpTo(int last) {
        List<NumberRange> missing = new ArrayList<>();
        long next = 0;
        for (Map.Entry<Integer, Integer> stretch : stretches.entrySet()) {
            int end = Math.min(stretch.getKey() - 1, last);
            if (next <= end) {
                missing.add(new NumberRange((int) next, end));
            }
            next = stretch.getValue() + 1L;
        }
        if (next <= last) {
            missing.add(new NumberRange((int) next, last));
        }
        return missing;
    }

    /// How many have come, each counted once.
    public long count() {
        return count;
    }

    /// How many came that had come before.
    public long duplicates() {
        return duplicates;
    }

    /// How many came after one of a higher number.
    public long late() {
        return late;
    }

    /// All of it as it is now.
    public RunTally tally() {
        return new RunTally(run, highest(), count, gaps(), duplicates, late);
    }

    /// One line for people.
    public String status() {
        if (highest().isEmpty()) {
            return "run " + run + ": no volume yet";
        }
        List<NumberRange> gaps = gaps();
        long missing = gaps.stream().mapToLong(NumberRange::count).sum();
        String named = gaps.stream().limit(NAMED).map(NumberRange::text).collect(Collectors.joining(", "));
        return "run " + run + ": " + count + " volumes up to number " + highest().getAsInt() + ", " + missing
                + " missing" + (gaps.isEmpty() ? "" : " (" + named + (gaps.size() > NAMED ? ", ..." : "") + ")") + ", "
                + duplicates + " duplicates, " + late + " late";
    }
}
