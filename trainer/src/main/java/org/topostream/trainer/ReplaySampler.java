package org.topostream.trainer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Draws the batch of a step: the newest trial, and others at random without repetition. The draw depends on seed and
/// step alone, so that a resumed trainer draws as an uninterrupted one.
final class ReplaySampler {
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final int batch;

    ReplaySampler(long seed, int batch) {
        this.seed = seed;
        this.batch = batch;
    }

    /// @param newest always part of the batch
    List<Trial> draw(ExampleStore store, Trial newest, long step) {
        SplittableRandom random = new SplittableRandom(seed + MIX * (step + 1));
        List<Trial> drawn = new ArrayList<>(List.of(newest));
        Set<Integer> taken = new HashSet<>();
        int wanted = Math.min(batch, store.size());
        while (drawn.size() < wanted && taken.size() < store.size()) {
            int index = random.nextInt(store.size());
            if (taken.add(index)) {
                Trial trial = store.get(index);
                if (!trial.trialId().equals(newest.trialId())) {
                    drawn.add(trial);
                }
            }
        }
        return drawn;
    }
}
