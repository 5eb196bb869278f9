package org.topostream.schemas;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.topostream.schemas.avro.Response;

/// How much of one run the responses had seen that were told from it, in the order in which they lie in their topic.
///
/// The brain's answer to a trial lasts longer than the time to the next: a response that was told from volumes acquired
/// after another trial's onset may hold something of that trial's answer, whosever response it is. An encoder that has
/// learnt from it has seen part of the answer.
public final class SeenRun {
    /// Offset of the first response that had seen so many seconds of the run, of those that had seen more than all
    /// before.
    private final NavigableMap<Double, Long> offsets = new TreeMap<>();

    /// Reads what [#numbers] gives.
    public static SeenRun of(double[] numbers) {
        SeenRun run = new SeenRun();
        for (int i = 0; i < numbers.length; i += 2) {
            run.offsets.put(numbers[i], (long) numbers[i + 1]);
        }
        return run;
    }

    /// Seconds and offsets by turns, which a store may keep.
    public double[] numbers() {
        double[] numbers = new double[2 * offsets.size()];
        int next = 0;
        for (Map.Entry<Double, Long> entry : offsets.entrySet()) {
            numbers[next] = entry.getKey();
            numbers[next + 1] = entry.getValue();
            next += 2;
        }
        return numbers;
    }

    /// The run whose volumes a response was told from; nothing where it does not say.
    public static Optional<String> runOf(Response response) {
        return response.getRun().isEmpty() || response.getOnset() == null || response.getSeenUntil() == null
                ? Optional.empty()
                : Optional.of(response.getRun());
    }

    /// Takes in a response that [has a run][#runOf].
    /// @param offset where it lies in its topic, behind all that were taken in before
    /// @return whether it had seen more than all before
    public boolean add(Response response, long offset) {
        double seen = response.getSeenUntil();
        if (Double.isNaN(seen) || !offsets.isEmpty() && seen <= offsets.lastKey()) {
            return false;
        }
        offsets.put(seen, offset);
        return true;
    }

    /// Where the first response lies that had seen something of the run after a moment.
    /// @param onset seconds from the run's first stored volume
    public OptionalLong firstBeyond(double onset) {
        Map.Entry<Double, Long> first = offsets.higherEntry(onset);
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.getValue());
    }
}
