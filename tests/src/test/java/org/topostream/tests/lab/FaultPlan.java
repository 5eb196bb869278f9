package org.topostream.tests.lab;

import java.util.List;
import java.util.SplittableRandom;

/// Draws faults from a seed.
final class FaultPlan {
    private static final int PUBLICATION_EVERY = 3;

    private final List<FaultKind> kinds;
    private final SplittableRandom random;

    /// @param publishing whether it strikes while an encoder is being published
    /// @param variant    a number from which whatever else there is to choose is chosen
    record Fault(FaultKind kind, boolean publishing, int variant) {}

    /// @param kinds those that are drawn
    FaultPlan(List<FaultKind> kinds, long seed) {
        this.kinds = List.copyOf(kinds);
        this.random = new SplittableRandom(seed);
    }

    Fault next() {
        int all = kinds.stream().mapToInt(FaultKind::weight).sum();
        int drawn = random.nextInt(all);
        FaultKind kind = kinds.getFirst();
        for (FaultKind each : kinds) {
            drawn -= each.weight();
            if (drawn < 0) {
                kind = each;
                break;
            }
        }
        return new Fault(kind, random.nextInt(PUBLICATION_EVERY) == 0, random.nextInt(1 << 20));
    }
}
