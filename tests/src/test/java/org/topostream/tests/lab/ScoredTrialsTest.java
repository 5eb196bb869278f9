package org.topostream.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.ScoreSet;
import org.topostream.schemas.avro.Split;

class ScoredTrialsTest {
    /// r of (1, 2, 4) and (2, 1, 5), whose sums are 7 and 8, of squares 21 and 30, of products 24:
    /// (3 * 24 - 7 * 8) / sqrt((3 * 21 - 7 * 7) * (3 * 30 - 8 * 8)).
    private static final double R = 16 / Math.sqrt(14.0 * 26.0);

    private final ScoredTrials trials = new ScoredTrials();

    @BeforeEach
    void threeTrials() {
        predict("a", Split.TRAIN, 0, 1);
        predict("b", Split.TRAIN, 1, 2);
        predict("c", Split.TRAIN, 2, 4);
        answer("a", "t1", 0, 2);
        answer("b", "t2", 1, 1);
        answer("c", "t3", 2, 5);
    }

    private void predict(String stimulus, Split split, long trainedUpTo, float value) {
        trials.add(Prediction.newBuilder().setStimulusId(stimulus).setSubject("s").setSplit(split).setBackbone("net")
                .setEncoderVersion(1).setEncoderSteps(1).setTrainedUpTo(trainedUpTo)
                .setValues(Tensors.float32(new float[]{value}, 1)).setSentAt(Instant.EPOCH)
                .setExtractStartedAt(Instant.EPOCH).setExtractedAt(Instant.EPOCH).setScoreStartedAt(Instant.EPOCH)
                .setScoredAt(Instant.EPOCH).build());
    }

    private void answer(String stimulus, String trial, long offset, float value) {
        trials.add(Response.newBuilder().setStimulusId(stimulus).setTrialId(trial).setSubject("s")
                .setValues(Tensors.float32(new float[]{value}, 1)).build(), offset);
    }

    private double error(Split split, double r) {
        return trials.error(split, ScoreSet.newBuilder().setTrials(3).setRMean(0).setRMedian(0).setR2Mean(0)
                .setR(Tensors.float32(new float[]{(float) r}, 1)).setR2(Tensors.float32(new float[]{0}, 1)).build());
    }

    @Test
    void agreesWithTheScoreOfItsTrials() {
        assertEquals(0, error(Split.TRAIN, R), 1e-7);
        assertEquals(Set.of("TRAIN t1", "TRAIN t2", "TRAIN t3"), trials.names().keySet());
    }

    @Test
    void noticesATrialTheScoreLacks() {
        answer("a", "t4", 3, 9);

        assertTrue(error(Split.TRAIN, R) > 0.1);
    }

    @Test
    void leavesOutWhatAnEncoderHadSeenAndWhatIsForValidation() {
        predict("seen", Split.TRAIN, 8, 9);
        answer("seen", "t7", 7, -9);
        predict("held-out", Split.VALIDATION, 100, 9);
        answer("held-out", "t8", 8, -9);

        assertEquals(0, error(Split.TRAIN, R), 1e-7);
        assertEquals(0, error(Split.VALIDATION, Double.NaN));
        assertEquals(Double.POSITIVE_INFINITY, error(Split.VALIDATION, 0.5));
    }

    @Test
    void judgesByTheFirstPredictionOfAStimulusAndTheFirstResponseOfATrial() {
        predict("a", Split.TRAIN, 0, 100);
        answer("b", "t2", 9, -50);

        assertEquals(0, error(Split.TRAIN, R), 1e-7);
    }
}
