package org.topostream.factortopy.glm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

/// A run with a volume a second, each timed at its middle, and two voxels around 1000 and 2000 whose response to the
/// trial at 10 s peaks at 50 and -20.
class RunningGlmTest {
    private static final Trial TRIAL = new Trial("a", 10, 0);

    private final RunningGlm glm = new RunningGlm(2,
            GlmOptions.defaults(1).withUnits(Units.RAW).withDrift(new Drift.Legendre(0, 100)));

    private static float[] values(int number) {
        double response = Hrf.canonical().at(number + 0.5 - TRIAL.onset());
        return new float[]{(float) (1000 + 50 * response), (float) (2000 - 20 * response)};
    }

    private void volumes(RunningGlm into, int from, int end) {
        for (int number = from; number < end; number++) {
            into.volume(number, values(number));
        }
    }

    @Test
    void findsTheResponseOfATrial() {
        glm.event(TRIAL);
        volumes(glm, 0, 50);

        TrialEstimate estimate = glm.estimate("a");

        assertArrayEquals(new float[]{50, -20}, estimate.betas(), 1e-3f);
        assertArrayEquals(new float[2], estimate.standardErrors(), 1e-3f);
        assertEquals(48, estimate.degreesOfFreedom());
    }

    @Test
    void givesPerCentOfTheMean() {
        RunningGlm percent = new RunningGlm(2, GlmOptions.defaults(1).withDrift(new Drift.Legendre(0, 100)));
        percent.event(TRIAL);
        volumes(percent, 0, 50);

        TrialEstimate estimate = percent.estimate("a");

        assertEquals(5000 / percent.means()[0], estimate.betas()[0], 1e-4);
        assertEquals(-2000 / percent.means()[1], estimate.betas()[1], 1e-4);
    }

    @Test
    void hasNoPerCentOfNothing() {
        RunningGlm percent = new RunningGlm(1, GlmOptions.defaults(1));
        percent.event(TRIAL);
        for (int number = 0; number < 50; number++) {
            percent.volume(number, new float[]{0});
        }

        TrialEstimate estimate = percent.estimate("a");

        assertEquals(Float.NaN, estimate.betas()[0]);
    }

    @Test
    void aTrialMayTurnOutToHaveBeenAtAnotherTime() {
        glm.event(new Trial("a", 13, 2));
        volumes(glm, 0, 50);

        glm.move(TRIAL);

        assertArrayEquals(new float[]{50, -20}, glm.estimate("a").betas(), 1e-3f);
        assertEquals(TRIAL, glm.estimate("a").trial());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> glm.move(new Trial("b", 10, 0)));
        assertEquals("no such trial: b among 1", e.getMessage());
    }

    /// Its response spans volumes 10, at 10.5 s, to 41, at 41.5 s.
    @Test
    void saysHowMuchOfAResponseHasCome() {
        glm.event(TRIAL);
        volumes(glm, 0, 13);

        TrialEstimate estimate = glm.estimate("a");

        assertEquals(3, estimate.volumes());
        assertEquals(32, estimate.expected());
    }

    @Test
    void isUsableOnceThePeakHasBeenSeen() {
        glm.event(TRIAL);
        volumes(glm, 0, 15);
        TrialEstimate before = glm.estimate("a");

        glm.volume(15, values(15));

        assertFalse(before.usable());
        assertTrue(glm.estimate("a").usable());
    }

    @Test
    void isNotANumberBeforeAnythingOfTheResponse() {
        glm.event(TRIAL);

        TrialEstimate without = glm.estimate("a");
        volumes(glm, 0, 10);
        TrialEstimate before = glm.estimate("a");

        assertArrayEquals(new float[]{Float.NaN, Float.NaN}, without.betas());
        assertArrayEquals(new float[]{Float.NaN, Float.NaN}, before.betas());
        assertFalse(before.usable());
    }

    @Test
    void twoTrialsAtOneMomentCannotBeTold() {
        glm.event(TRIAL);
        glm.event(new Trial("b", 10, 0));
        volumes(glm, 0, 50);

        TrialEstimate estimate = glm.estimate("a");

        assertEquals(Float.NaN, estimate.betas()[0]);
        assertFalse(estimate.usable());
    }

    @Test
    void aGapShiftsNothing() {
        glm.event(TRIAL);
        volumes(glm, 3, 12);
        volumes(glm, 14, 50);

        TrialEstimate estimate = glm.estimate("a");

        assertArrayEquals(new float[]{50, -20}, estimate.betas(), 1e-3f);
        assertEquals(30, estimate.volumes());
        assertEquals(List.of(0, 1, 2, 12, 13), glm.missing());
    }

    @Test
    void ignoresTheSecondOfANumber() {
        glm.event(TRIAL);
        volumes(glm, 0, 50);

        Arrival arrival = glm.volume(20, new float[]{0, 0});

        assertEquals(Arrival.REPEATED, arrival);
        assertEquals(50, glm.volumes());
        assertArrayEquals(new float[]{50, -20}, glm.estimate("a").betas(), 1e-3f);
    }

    @Test
    void saysWhatCameLate() {
        assertEquals(Arrival.IN_TIME, glm.volume(20, values(20)));
        assertEquals(Arrival.LATE, glm.volume(19, values(19)));
        assertEquals(Arrival.LATE, glm.event(TRIAL));
        assertEquals(Arrival.REPEATED, glm.event(new Trial("a", 10, 0)));
        assertEquals(Arrival.IN_TIME, glm.event(new Trial("b", 30, 0)));
    }

    @Test
    void keepsItsOwnCopyOfAVolume() {
        float[] reused = values(0);
        glm.volume(0, reused);
        reused[0] = 0;
        volumes(glm, 1, 50);

        glm.event(TRIAL);

        assertArrayEquals(new float[]{50, -20}, glm.estimate("a").betas(), 1e-3f);
    }

    @Test
    void isCompleteOnceTheRunIsOver() {
        glm.event(TRIAL);
        volumes(glm, 0, 49);
        TrialEstimate before = glm.estimate("a");

        glm.finish();

        assertFalse(before.complete());
        assertTrue(glm.estimate("a").complete());
        assertTrue(glm.finished());
    }

    @Test
    void whatComesAfterTheEndCountsAllTheSame() {
        glm.event(TRIAL);
        volumes(glm, 0, 49);
        glm.finish();

        glm.volume(49, values(49));

        assertEquals(48, glm.estimate("a").degreesOfFreedom());
    }

    @Test
    void refusesATrialWithOtherTimes() {
        glm.event(TRIAL);

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> glm.event(new Trial("a", 11, 0)));

        assertEquals("expected every trial once, got Trial[id=a, onset=10.0, duration=0.0] and"
                + " Trial[id=a, onset=11.0, duration=0.0]", refused.getMessage());
    }

    @Test
    void refusesAVolumeThatDoesNotFitAndCountsNothing() {
        assertEquals("volume 3: expected 2 voxels and 0 motion parameters, got 1 and 0", refused(3, new float[1]));
        assertEquals("volume 3: expected 2 voxels and 0 motion parameters, got 2 and 1", refused(3, new float[2], 0.1));
        assertEquals("volume 3, voxel 1: expected a finite number, got NaN", refused(3, new float[]{1, Float.NaN}));
        assertEquals("expected a volume number from 0 to 99999, got -1", refused(-1, new float[2]));
        assertEquals(0, glm.volumes());
    }

    private String refused(int number, float[] values, double... motion) {
        return assertThrows(IllegalArgumentException.class, () -> glm.volume(number, values, motion)).getMessage();
    }

    @Test
    void refusesATrialThatItDoesNotKnow() {
        assertEquals("no such trial: a among 0",
                assertThrows(IllegalArgumentException.class, () -> glm.estimate("a")).getMessage());
    }
}
