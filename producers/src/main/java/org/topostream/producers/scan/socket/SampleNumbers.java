package org.topostream.producers.scan.socket;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/// Numbers for samples whose senders give none, but that must not shift where a connection breaks.
///
/// Was a sample cut off, or its answer lost, then a sender that comes back sends it again or goes on with the next, and
/// does not say which. Scans are noisy: no two are alike. So what begins with the very bytes of the sample that was
/// under way is that sample and gets its number; anything else is the next.
final class SampleNumbers {
    /// Fewer bytes, or bytes that are all the same, may begin any sample.
    private static final int TELLING = 16;

    private int next;
    private Optional<Attempt> last = Optional.empty();

    /// A sender's attempt to put samples.
    ///
    /// @param first    number of the first of them
    /// @param bytes    what came
    /// @param complete whether they were taken, and all that may be missing is that the sender knows
    /// @param sender   whose attempt it was
    private record Attempt(int first, byte[] bytes, boolean complete, Object sender) {
        boolean isTelling() {
            for (byte each : bytes) {
                if (each != bytes[0]) {
                    return bytes.length >= TELLING;
                }
            }
            return false;
        }

        boolean isBegunBy(byte[] other) {
            return isTelling() && other.length >= bytes.length
                    && Arrays.equals(bytes, 0, bytes.length, other, 0, bytes.length);
        }
    }

    /// From 0 again.
    void restart() {
        next = 0;
        last = Optional.empty();
    }

    /// The sender has asked for something more, so it knows what became of its samples.
    void heardFrom(Object sender) {
        last = last.filter(attempt -> !attempt.complete() || attempt.sender() != sender);
    }

    /// Samples have come.
    /// @return the number of the first
    int came(byte[] samples, int count, Object sender) {
        int first = last.filter(attempt -> attempt.isBegunBy(samples)).map(Attempt::first).orElse(next);
        next = Math.max(next, first + count);
        last = Optional.of(new Attempt(first, samples, false, sender));
        return first;
    }

    /// The samples that came last were taken.
    void taken() {
        last = last.map(attempt -> new Attempt(attempt.first(), attempt.bytes(), true, attempt.sender()));
    }

    /// Samples broke off.
    /// @param received what came of them
    /// @return the number of the first; empty where they were a repeat of samples that were taken
    OptionalInt brokeOff(byte[] received, int count, Object sender) {
        Attempt broken = new Attempt(next, received, false, sender);
        Optional<Attempt> again = last.filter(attempt -> broken.isBegunBy(attempt.bytes()));
        if (again.isPresent()) {
            return again.get().complete() ? OptionalInt.empty() : OptionalInt.of(again.get().first());
        }
        next += count;
        last = Optional.of(broken);
        return OptionalInt.of(broken.first());
    }
}
