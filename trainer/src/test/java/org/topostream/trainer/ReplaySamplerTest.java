package org.topostream.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.trainer.TrainerSettings.Replay;

class ReplaySamplerTest {
    private static final int TRIALS = 10;

    @TempDir
    private Path folder;
    private ExampleStore store;

    @BeforeEach
    void fill() throws IOException {
        store = ExampleStore.open(folder, Recording.SHAPE, Recording.DIGEST, Horizon.none(), Recording.INPUTS);
        for (int i = 0; i < TRIALS; i++) {
            store.add(Recording.features("s" + i).build(), 0, i);
            store.add(Recording.response("s" + i, "t" + i, 0).build(), 0, i);
        }
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void theNewestTrialIsAlwaysInAndNoneIsTwice() {
        ReplaySampler sampler = new ReplaySampler(1, 4, Replay.UNIFORM);
        for (int step = 0; step < 200; step++) {
            Trial newest = store.get(step % TRIALS);

            List<Trial> drawn = sampler.draw(store, newest, step, 0);

            assertEquals(newest, drawn.getFirst());
            assertEquals(4, drawn.size());
            assertEquals(4, new HashSet<>(drawn).size());
        }
    }

    @Test
    void drawsEveryTrialWhereTheBatchIsLargerThanTheStore() {
        List<Trial> drawn = new ReplaySampler(1, 64, Replay.UNIFORM).draw(store, store.get(3), 7, 0);

        assertEquals(TRIALS, drawn.size());
        assertEquals(TRIALS, new HashSet<>(drawn).size());
    }

    @Test
    void sameSeedStepAndRefusalsDrawTheSame() {
        assertEquals(new ReplaySampler(5, 4, Replay.UNIFORM).draw(store, store.get(9), 7, 1),
                new ReplaySampler(5, 4, Replay.UNIFORM).draw(store, store.get(9), 7, 1));
    }

    @Test
    void otherStepsRefusalsAndSeedsDrawOthers() {
        List<Trial> drawn = new ReplaySampler(5, 4, Replay.UNIFORM).draw(store, store.get(9), 7, 0);

        assertNotEquals(drawn, new ReplaySampler(5, 4, Replay.UNIFORM).draw(store, store.get(9), 8, 0));
        assertNotEquals(drawn, new ReplaySampler(5, 4, Replay.UNIFORM).draw(store, store.get(9), 7, 1));
        assertNotEquals(drawn, new ReplaySampler(6, 4, Replay.UNIFORM).draw(store, store.get(9), 7, 0));
    }

    @Test
    void everyTrialHasItsTurn() {
        ReplaySampler sampler = new ReplaySampler(1, 3, Replay.UNIFORM);
        int[] drawn = new int[TRIALS];
        for (int step = 0; step < 900; step++) {
            sampler.draw(store, store.get(0), step, 0).stream().skip(1)
                    .forEach(trial -> drawn[Integer.parseInt(trial.trialId().substring(1))]++);
        }
        Set<Integer> rare = new HashSet<>();
        for (int trial = 1; trial < TRIALS; trial++) {
            // 900 steps draw 2 of 9: 200 times each, with a standard deviation of 12.5
            if (Math.abs(drawn[trial] - 200) > 60) {
                rare.add(trial);
            }
        }
        assertTrue(rare.isEmpty(), "drawn too often or too seldom: " + rare);
    }

    @Test
    void aStepReplaysNoMoreOfTheLastOnesTrialsThanChanceDoes() {
        ReplaySampler sampler = new ReplaySampler(1, 3, Replay.UNIFORM);
        int shared = 0;
        for (int step = 0; step < 900; step++) {
            Set<Trial> last = new HashSet<>(sampler.draw(store, store.get(0), step, 0));
            last.retainAll(sampler.draw(store, store.get(0), step + 1, 0));
            shared += last.size() - 1; // the newest is in both
        }
        // 2 of 9 and 2 of 9 share 4 / 9 on average: 400 in 900 steps, with a standard deviation of 17
        assertTrue(Math.abs(shared - 400) < 80, "shared " + shared);
    }

    @Test
    void recentReplayDrawsTrialsInProportionToTheirPlace() {
        ReplaySampler sampler = new ReplaySampler(1, 2, Replay.RECENT);
        int[] drawn = new int[TRIALS];
        int steps = 9000;
        for (int step = 0; step < steps; step++) {
            sampler.draw(store, store.get(0), step, 0).stream().skip(1)
                    .forEach(trial -> drawn[Integer.parseInt(trial.trialId().substring(1))]++);
        }

        for (int trial = 1; trial < TRIALS; trial++) {
            // the larger of two draws from 10 is k in 2 k + 1 of 100 cases; 0 is the newest here and is drawn again
            double expected = steps * (2 * trial + 1) / 99.0;
            assertEquals(expected, drawn[trial], 6 * Math.sqrt(expected), "trial " + trial);
        }
    }
}
