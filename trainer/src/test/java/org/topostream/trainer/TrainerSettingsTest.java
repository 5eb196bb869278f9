package org.topostream.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import org.topostream.trainer.TrainerSettings.Replay;
import org.topostream.trainer.TrainerSettings.Steps;

class TrainerSettingsTest {
    @Test
    void fewTrialsGetFewSteps() {
        Steps steps = new Steps(5, 100, 32, Replay.UNIFORM, 0);

        assertEquals(1, steps.at(1));
        assertEquals(2, steps.at(59));
        assertEquals(3, steps.at(60));
        assertEquals(5, steps.at(100));
        assertEquals(5, steps.at(Integer.MAX_VALUE));
    }

    @Test
    void everyTrialGetsAllStepsWhereAskedFor() {
        assertEquals(5, new Steps(5, 0, 32, Replay.UNIFORM, 0).at(1));
    }

    @Test
    void refusesStepsThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> new Steps(0, 0, 32, Replay.UNIFORM, 0));
        assertThrows(IllegalArgumentException.class, () -> new Steps(1, -1, 32, Replay.UNIFORM, 0));
        assertThrows(IllegalArgumentException.class, () -> new Steps(1, 0, 0, Replay.UNIFORM, 0));
        assertThrows(IllegalArgumentException.class, () -> new Steps(1, 0, 1, Replay.UNIFORM, 1.5));
        assertThrows(IllegalArgumentException.class, () -> new Steps(1, 0, 1, Replay.UNIFORM, Double.NaN));
    }
}
