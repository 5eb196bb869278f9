package org.topostream.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.Precision;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.trainer.TrainerSettings.Replay;

class OnlinePassTest {
    private static final int TRIALS = 12;
    private static final Coordinates COORDINATES = Coordinates
            .of(Tensors.floats(Recording.subject().getCoordinates()));

    @TempDir
    private Path folder;

    private TrainerSettings settings(long seed, Replay replay, double averaged) {
        return settings(seed, replay, averaged, Precision.SINGLE);
    }

    private TrainerSettings settings(long seed, Replay replay, double averaged, Precision precision) {
        return new TrainerSettings(Recording.SHAPE.bottleneck(), new TrainerSettings.Steps(3, 0, 4, replay, averaged),
                2,
                Duration.ZERO, seed, precision, folder);
    }

    private static Features features(String stimulusId, float factor) {
        return new Features(Recording.layers(stimulusId).stream().map(layer -> {
            float[] local = layer.local().clone();
            for (int i = 0; i < local.length; i++) {
                local[i] *= factor;
            }
            return new LayerFeatures(layer.name(), layer.channels(), local, layer.global());
        }).toList());
    }

    private static OnlinePass pass(TrainerSettings settings) {
        return new OnlinePass(Recording.SHAPE, COORDINATES, settings, TrainingOptions.defaults());
    }

    private static void learn(OnlinePass pass, int trial, float factor) throws IOException {
        pass.learn("t" + trial, "s" + trial % 5, features("s" + trial % 5, factor), Recording.values("t" + trial, 0));
    }

    private static byte[] learnt(TrainerSettings settings) throws IOException {
        try (OnlinePass pass = pass(settings)) {
            for (int trial = 0; trial < TRIALS; trial++) {
                learn(pass, trial, 1);
            }
            return pass.encoder().toBytes(settings.precision());
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void learnsWhatATrainerPublishes(Precision precision) throws IOException {
        TrainerSettings settings = settings(1, Replay.UNIFORM, 0.2, precision);
        FakeLog log = new FakeLog(3);
        for (int stimulus = 0; stimulus < 5; stimulus++) {
            log.add(Recording.features("s" + stimulus));
        }
        for (int trial = 0; trial < TRIALS; trial++) {
            log.add(Recording.response("s" + trial % 5, "t" + trial, 0));
        }
        Trainer trainer = new Trainer(log, Recording.subject(), Recording.BACKBONE, settings,
                TrainingOptions.defaults());
        log.whenIdle(trainer::close);
        trainer.run();

        byte[] learnt = learnt(settings);

        assertArrayEquals(log.published().getLast().blob(EncoderParts.ENCODER), learnt);
    }

    @Test
    void sameSeedLearnsTheSameToTheBit() throws IOException {
        assertArrayEquals(learnt(settings(3, Replay.RECENT, 0.2)), learnt(settings(3, Replay.RECENT, 0.2)));
    }

    /// Long enough for the kernels to be compiled on the way, whose sums must not change by that.
    @Test
    void learnsTheSameWhetherItsCodeIsCompiledYetOrNot() throws IOException {
        byte[] first = learnt(settings(1, Replay.UNIFORM, 0.2));

        for (int again = 1; again < 40; again++) {
            assertArrayEquals(first, learnt(settings(1, Replay.UNIFORM, 0.2)), "pass " + again);
        }
    }

    @Test
    void otherSeedsReplaysAndAveragesLearnOtherwise() throws IOException {
        byte[] learnt = learnt(settings(3, Replay.UNIFORM, 0.2));

        assertFalse(Arrays.equals(learnt, learnt(settings(4, Replay.UNIFORM, 0.2))));
        assertFalse(Arrays.equals(learnt, learnt(settings(3, Replay.RECENT, 0.2))));
        assertFalse(Arrays.equals(learnt, learnt(settings(3, Replay.UNIFORM, 0))));
    }

    @Test
    void aRunawayStepIsRefusedAndLeavesTheParametersAlone() throws IOException {
        try (OnlinePass pass = pass(settings(1, Replay.UNIFORM, 0.2))) {
            for (int trial = 0; trial < TRIALS; trial++) {
                learn(pass, trial, 1);
            }
            Encoder before = pass.encoder();
            long steps = pass.steps();

            pass.learn("wild", "wild", features("wild", 1e9f), Recording.values("wild", 0));

            assertEquals(3, pass.refusedSteps());
            assertEquals(steps, pass.steps());
            assertEquals(before.parameters(), pass.encoder().parameters());
        }
    }

    @Test
    void learningGoesOnAfterARunawayStep() throws IOException {
        try (OnlinePass pass = pass(settings(1, Replay.UNIFORM, 0.2))) {
            for (int trial = 0; trial < TRIALS; trial++) {
                learn(pass, trial, 1);
            }
            pass.learn("wild", "wild", features("wild", 1e9f), Recording.values("wild", 0));
            long steps = pass.steps();
            Encoder before = pass.encoder();
            for (int trial = TRIALS; trial < 2 * TRIALS; trial++) {
                learn(pass, trial, 1);
            }

            assertTrue(pass.steps() > steps);
            assertFalse(before.parameters().equals(pass.encoder().parameters()));
        }
    }
}
