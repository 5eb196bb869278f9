package org.topostream.factortopy.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;

/// A step that is refused leaves no trace.
class RefusedStepTest {
    private static final int VOXELS = 6;
    private static final int CHANNELS = 3;

    private final EncoderShape shape = new EncoderShape(VOXELS, List.of("one"), new int[]{CHANNELS}, 4);
    private final TrainingSession session = new TrainingSession(shape, coordinates(), Parameters.initial(shape, 1),
            OptimiserState.fresh(), TrainingOptions.defaults());

    private static Coordinates coordinates() {
        float[] values = new float[3 * VOXELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * i % 7;
        }
        return Coordinates.of(values);
    }

    private static List<Features> features() {
        SplittableRandom random = new SplittableRandom(2);
        List<Features> batch = new ArrayList<>();
        for (int b = 0; b < 2; b++) {
            float[] local = new float[CHANNELS * 64];
            for (int i = 0; i < local.length; i++) {
                local[i] = (float) random.nextGaussian();
            }
            batch.add(new Features(List.of(new LayerFeatures("one", CHANNELS, local, new float[]{1, 2, 3}))));
        }
        return batch;
    }

    private static float[][] targets(float value) {
        float[][] targets = new float[2][VOXELS];
        for (float[] target : targets) {
            Arrays.fill(target, value);
        }
        return targets;
    }

    @AfterEach
    void close() {
        session.close();
    }

    private void assertRefused(float[][] targets, double mostLoss) {
        session.step(features(), targets(1));
        Parameters parameters = session.parameters();
        byte[] optimiser = session.optimiserState().toBytes();

        StepReport report = session.step(features(), targets, mostLoss);

        assertFalse(report.accepted());
        assertEquals(1, report.step());
        assertEquals(parameters, session.parameters());
        assertArrayEquals(optimiser, session.optimiserState().toBytes());
    }

    @Test
    void refusesALossAboveTheLimit() {
        assertRefused(targets(1000), 10);
    }

    @Test
    void refusesATargetThatIsNoNumber() {
        assertRefused(targets(Float.NaN), Double.POSITIVE_INFINITY);
    }

    @Test
    void refusesAnInfiniteTarget() {
        assertRefused(targets(Float.POSITIVE_INFINITY), Double.POSITIVE_INFINITY);
    }

    @Test
    void takesAStepWhoseLossIsAtTheLimit() {
        double loss = session.step(features(), targets(1000), 0).loss();

        assertTrue(session.step(features(), targets(1000), loss).accepted());
        assertEquals(1, session.steps());
    }
}
