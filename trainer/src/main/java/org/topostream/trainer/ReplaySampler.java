package org.topostream.trainer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import org.topostream.trainer.TrainerSettings.Replay;

/// Draws the batch of a step: the newest trial, and others at random without repetition. The draw depends on seed, step
/// and refusals alone, so that a resumed trainer draws as an uninterrupted one.
final class ReplaySampler {
    /// Not the golden ratio: that is the generator's own increment, which would make each step's draws the last one's,
    /// shifted by one. These are multipliers of Steele and Vigna, *Computationally easy, spectrally good multipliers*.
    private static final long STEP_MIX = 0xD1342543DE82EF95L;
    private static final long REFUSAL_MIX = 0xAF251AF3B0F025B5L;

    private final long seed;
    private final int batch;
    private final Replay replay;

    ReplaySampler(long seed, int batch, Replay replay) {
        this.seed = seed;
        this.batch = batch;
        this.replay = replay;
    }

    /// @param newest  always part of the batch
    /// @param step    accepted steps so far
    /// @param refused steps refused since this trial came: a batch that was refused is not drawn again
    List<Trial> draw(Examples store, Trial newest, long step, int refused) {
        SplittableRandom random = new SplittableRandom(seed + STEP_MIX * (step + 1) + REFUSAL_MIX * refused);
        List<Trial> drawn = new ArrayList<>(List.of(newest));
        Set<Integer> taken = new HashSet<>();
        int wanted = Math.min(batch, store.size());
        while (drawn.size() < wanted && taken.size() < store.size()) {
            int index = index(random, store.size());
            if (taken.add(index)) {
                Trial trial = store.get(index);
                if (!trial.equals(newest)) {
                    drawn.add(trial);
                }
            }
        }
        return drawn;
    }

    private int index(SplittableRandom random, int trials) {
        return switch (replay) {
            case UNIFORM -> random.nextInt(trials);
            case RECENT -> Math.max(random.nextInt(trials), random.nextInt(trials));
        };
    }
}
