package org.topostream.schemas;

import java.util.Random;

/// Generated cases, many in a test. The failure of one says how to run it again, alone.
///
/// System properties: `topostream.fuzz.seed`, `topostream.fuzz.first` (number of the first case) and
/// `topostream.fuzz.cases` (how many instead of what the test says).
public final class Cases {
    private static final long SEED = Long.getLong("topostream.fuzz.seed", 20_260_101);
    private static final int FIRST = Integer.getInteger("topostream.fuzz.first", 0);

    private Cases() {}

    /// One case.
    @FunctionalInterface
    public interface Case {
        /// @param random the same for the same seed and number
        void run(Random random, int number) throws Exception;
    }

    /// @param count how many, unless the system property says another number
    public static void run(int count, Case each) {
        int cases = Integer.getInteger("topostream.fuzz.cases", count);
        for (int number = FIRST; number < FIRST + cases; number++) {
            try {
                each.run(new Random(SEED * 31 + number), number);
            } catch (Exception | Error e) {
                throw new AssertionError("case " + number + " of seed " + SEED + "; alone: -Dtopostream.fuzz.seed="
                        + SEED + " -Dtopostream.fuzz.first=" + number + " -Dtopostream.fuzz.cases=1: " + e, e);
            }
        }
    }
}
