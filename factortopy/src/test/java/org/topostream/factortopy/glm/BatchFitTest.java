package org.topostream.factortopy.glm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever the order in which volumes and events come, estimates are those of a batch fit. Expected numbers are those
/// of `src/test/resources/glm/glm_reference.py`: dense designs and `numpy.linalg.lstsq`.
class BatchFitTest {
    /// Intensities have a standard deviation of about 100, or about 1 per cent of their mean.
    private static final double DEVIATION = 100;
    private static final double PER_CENT_DEVIATION = 1;
    private static final double TOLERANCE = 1e-6;

    private final float[][] intensities = GlmFixtures.intensities();
    private final double[][] motion = GlmFixtures.motion();

    /// One thing that comes.
    private interface Step {
        void into(RunningGlm glm);
    }

    private List<Step> volumes(ReferenceCase reference) {
        List<Step> steps = new ArrayList<>();
        for (int number : reference.volumes()) {
            double[] parameters = Arrays.copyOf(motion[number], reference.options().motion());
            steps.add(glm -> glm.volume(number, intensities[number], parameters));
        }
        return steps;
    }

    private static List<Step> events(ReferenceCase reference) {
        List<Step> steps = new ArrayList<>();
        for (Trial trial : reference.trials()) {
            steps.add(glm -> glm.event(trial));
        }
        return steps;
    }

    @ParameterizedTest
    @EnumSource(ReferenceCase.class)
    void equalsTheBatchFitWhereEventsComeFirst(ReferenceCase reference) {
        List<Step> steps = events(reference);
        steps.addAll(volumes(reference));

        RunningGlm glm = run(reference, steps);

        assertIsBatchFit(reference, glm);
    }

    @ParameterizedTest
    @EnumSource(ReferenceCase.class)
    void equalsTheBatchFitWhereAllEventsAreLate(ReferenceCase reference) {
        List<Step> steps = volumes(reference);
        steps.addAll(events(reference));

        RunningGlm glm = run(reference, steps);

        assertIsBatchFit(reference, glm);
    }

    @ParameterizedTest
    @EnumSource(ReferenceCase.class)
    void equalsTheBatchFitWhereTheRunComesBackwards(ReferenceCase reference) {
        List<Step> steps = volumes(reference);
        steps.addAll(0, events(reference));
        Collections.reverse(steps);

        RunningGlm glm = run(reference, steps);

        assertIsBatchFit(reference, glm);
    }

    /// Some come twice, too.
    @ParameterizedTest
    @EnumSource(ReferenceCase.class)
    void equalsTheBatchFitWhereEverythingComesShuffled(ReferenceCase reference) {
        List<Step> steps = volumes(reference);
        steps.addAll(events(reference));
        steps.addAll(List.copyOf(steps.subList(20, 50)));
        Collections.shuffle(steps, new Random(reference.ordinal()));

        RunningGlm glm = run(reference, steps);

        assertIsBatchFit(reference, glm);
    }

    /// An estimate on the way leaves nothing behind.
    @ParameterizedTest
    @EnumSource(ReferenceCase.class)
    void equalsTheBatchFitWhereEstimatesWereAskedForBefore(ReferenceCase reference) {
        List<Step> steps = events(reference);
        int number = 0;
        for (Step volume : volumes(reference)) {
            steps.add(volume);
            if (number++ % 10 == 0) {
                steps.add(RunningGlm::estimates);
            }
        }

        RunningGlm glm = run(reference, steps);

        assertIsBatchFit(reference, glm);
    }

    /// The first with the first volume, the last after the last.
    @ParameterizedTest
    @EnumSource(ReferenceCase.class)
    void equalsTheBatchFitWhereTrialsWereGivenOtherTimesAtFirst(ReferenceCase reference) {
        List<Step> steps = new ArrayList<>();
        for (Trial trial : reference.trials()) {
            steps.add(glm -> glm.event(new Trial(trial.id(), trial.onset() - 3.3, trial.duration() + 0.5)));
        }
        List<Step> volumes = volumes(reference);
        int place = 0;
        for (Trial trial : reference.trials()) {
            int end = Math.min(volumes.size(), place + volumes.size() / reference.trials().size());
            steps.addAll(volumes.subList(place, end));
            place = end;
            steps.add(glm -> glm.move(trial));
        }
        steps.addAll(volumes.subList(place, volumes.size()));
        steps.add(glm -> glm.move(reference.trials().getFirst()));

        RunningGlm glm = run(reference, steps);

        assertIsBatchFit(reference, glm);
    }

    private static RunningGlm run(ReferenceCase reference, List<Step> steps) {
        RunningGlm glm = new RunningGlm(GlmFixtures.VOXELS, reference.options());
        steps.forEach(step -> step.into(glm));
        return glm;
    }

    private static void assertIsBatchFit(ReferenceCase reference, RunningGlm glm) {
        double deviation = reference.options().units() == Units.RAW ? DEVIATION : PER_CENT_DEVIATION;
        double[] betas = reference.betas();
        double[] errors = reference.errors();
        List<Trial> trials = reference.trials();
        assertEquals(betas.length, trials.size() * GlmFixtures.VOXELS);
        for (int t = 0; t < trials.size(); t++) {
            TrialEstimate estimate = glm.estimate(trials.get(t).id());
            for (int n = 0; n < GlmFixtures.VOXELS; n++) {
                String what = trials.get(t) + ", voxel " + n;
                int at = t * GlmFixtures.VOXELS + n;
                assertEquals(betas[at], estimate.betas()[n], TOLERANCE * deviation, what);
                assertEquals(errors[at], estimate.standardErrors()[n], TOLERANCE * deviation, "error of " + what);
            }
        }
        assertArrayEquals(reference.hrfs(), Arrays.stream(glm.chosenHrfs()).asDoubleStream().toArray());
    }
}
