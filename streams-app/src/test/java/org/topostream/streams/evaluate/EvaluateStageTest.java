package org.topostream.streams.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topostream.streams.evaluate.Session.prediction;
import static org.topostream.streams.evaluate.Session.response;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.ScoreSet;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.serde.UnreadableRecordException;
import org.topostream.streams.StageDriver;
import org.topostream.streams.evaluate.BatchScore.Pair;

class EvaluateStageTest {
    private static final String PREDICTIONS = "predictions.anna";
    private static final String RESPONSES = "responses.anna";
    private static final float[] P1 = {1, 2, 3};
    private static final float[] P2 = {2, -1, 0};
    private static final float[] P3 = {0, 4, 1};
    private static final float[] R1 = {3, 1, 2};
    private static final float[] R2 = {1, 1.5f, -2};
    private static final float[] R3 = {-1, 2, 5};

    @TempDir
    private Path folder;
    private StageDriver driver;

    @BeforeEach
    void start() {
        driver = new StageDriver(EvaluateStage.topology(StageDriver.site(), Session.subject()), folder);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private void send(Prediction.Builder prediction) {
        driver.send(PREDICTIONS, prediction.getStimulusId(), prediction.build());
    }

    private void send(Response.Builder response) {
        driver.send(RESPONSES, response.getStimulusId(), response.build());
    }

    /// The scores that are published within a second, by backbone.
    private static Map<String, Score> scores(StageDriver driver) {
        driver.advance(Duration.ofSeconds(1));
        Map<String, Score> scores = new HashMap<>();
        driver.<Score>read("scores.anna").forEach(record -> {
            assertEquals(record.key(), record.value().getBackbone());
            scores.put(record.key(), record.value());
        });
        return scores;
    }

    private ScoreSet prequential() {
        return scores(driver).get("clip").getPrequential();
    }

    private static void assertScore(ScoreSet actual, Pair... pairs) {
        BatchScore expected = new BatchScore(List.of(pairs));
        assertEquals(pairs.length, actual.getTrials());
        for (int voxel = 0; voxel < Session.VOXELS; voxel++) {
            assertEquals(expected.pearson(voxel), Tensors.floats(actual.getR())[voxel], 1e-6, "r of voxel " + voxel);
            assertEquals(expected.r2(voxel), Tensors.floats(actual.getR2())[voxel], 1e-5, "r2 of voxel " + voxel);
        }
    }

    @Test
    void countsPredictionsThatCameBeforeTheirResponses() {
        send(prediction("a", 0, P1));
        send(response("a", "t1", R1));
        send(prediction("b", 0, P2));
        send(response("b", "t2", R2));

        assertScore(prequential(), new Pair(P1, R1), new Pair(P2, R2));
    }

    @Test
    void countsPredictionsThatAreReadAfterTheResponsesTheirEncoderHadNotSeen() {
        send(response("a", "t1", R1));
        send(response("b", "t2", R2));
        send(prediction("a", 0, P1));
        send(prediction("b", 1, P2));

        assertScore(prequential(), new Pair(P1, R1), new Pair(P2, R2));
    }

    @Test
    void countsNoPredictionWhoseEncoderHadSeenTheResponse() {
        send(response("a", "t1", R1));
        send(prediction("a", 1, P1));
        send(prediction("b", 2, P2)); // is read before the response that its encoder had seen
        send(response("b", "t2", R2));

        assertEquals(0, prequential().getTrials());
    }

    @Test
    void judgesRepeatsByTheFirstPrediction() {
        send(prediction("a", 0, P1));
        send(response("a", "t1", R1));
        send(prediction("a", 1, P2)); // by an encoder that has seen the first repeat
        send(response("a", "t2", R2));
        send(response("a", "t3", R3));

        assertScore(prequential(), new Pair(P1, R1), new Pair(P1, R2), new Pair(P1, R3));
    }

    @Test
    void repeatsOfALearntStimulusDoNotCountEither() {
        send(response("a", "t1", R1));
        send(prediction("a", 1, P1)); // has learnt t1 but not t2
        send(response("a", "t2", R2));

        assertEquals(0, prequential().getTrials());
    }

    /// Told from volumes of a run.
    private static Response.Builder told(String stimulusId, double onset, double seenUntil, float... values) {
        return response(stimulusId, "trial-" + stimulusId, values).setRun("r1").setOnset(onset)
                .setSeenUntil(seenUntil);
    }

    @Test
    void countsNoPredictionWhoseEncoderHadSeenAResponseToldFromVolumesAfterItsOnset() {
        send(told("a", 2, 9, R1)); // offset 0
        send(told("a", 2, 15, R1).setRevision(1)); // offset 1: has seen 3 s of what follows b's onset
        send(prediction("b", 2, P2));
        send(prediction("c", 2, P3));

        send(told("b", 12, 21, R2));
        send(told("c", 15, 24, R3)); // begins where that volume ended

        assertScore(prequential(), new Pair(P3, R3));
    }

    @Test
    void responsesToldFromOtherRunsHoldNothingOfAnAnswer() {
        send(told("a", 2, 300, R1).setRun("r0"));
        send(prediction("b", 1, P2));
        send(prediction("c", 1, P3));

        send(told("b", 12, 21, R2));
        send(response("c", "t3", R3)); // nobody says from what

        assertScore(prequential(), new Pair(P2, R2), new Pair(P3, R3));
    }

    @Test
    void whatWasCountedIsTakenBackWhereAnEarlierTrialOfTheStimulusComesLate() {
        send(told("a", 2, 30, R1)); // offset 0
        send(prediction("b", 1, P2));
        send(prediction("c", 0, P3));
        send(told("b", 40, 51, R2)); // the encoder had seen nothing of this trial
        send(told("c", 47, 58, R3));
        assertEquals(2, prequential().getTrials());

        send(told("b", 12, 58, R1).setTrialId("earlier")); // but something of this one

        assertScore(prequential(), new Pair(P3, R3));
    }

    @Test
    void aPredictionThatIsReadLaterIsHeldToTheSame() {
        send(told("a", 2, 15, R1));
        send(told("b", 12, 21, R2));
        send(told("c", 19, 30, R3));
        send(prediction("b", 1, P2));

        send(prediction("c", 1, P3));

        assertScore(prequential(), new Pair(P3, R3));
    }

    @Test
    void validationStimuliCountWhateverWasSeenOfTheirRun() {
        send(told("a", 2, 15, R1));
        send(prediction("b", 1, P2).setSplit(Split.VALIDATION));
        send(prediction("c", 1, P3).setSplit(Split.VALIDATION));
        send(told("b", 12, 21, R2));
        send(told("c", 13, 21, R3));

        assertScore(scores(driver).get("clip").getValidation(), new Pair(P2, R2), new Pair(P3, R3));
    }

    @Test
    void aRevisionReplacesWhatWasCounted() {
        send(prediction("a", 0, P1));
        send(prediction("b", 0, P2));
        send(response("a", "t1", R1));
        send(response("b", "t2", R2));

        send(response("a", "t1", R3).setRevision(1));

        assertScore(prequential(), new Pair(P1, R3), new Pair(P2, R2));
    }

    @Test
    void aRevisionThatComesBeforeThePredictionCountsOnce() {
        send(response("a", "t1", R1));
        send(response("a", "t1", R3).setRevision(1));
        send(response("b", "t2", R2));
        send(prediction("a", 0, P1));
        send(prediction("b", 0, P2));

        assertScore(prequential(), new Pair(P1, R3), new Pair(P2, R2));
    }

    @Test
    void aPredictionByAnEncoderThatHadSeenAnEarlierRevisionDoesNotCount() {
        send(response("a", "t1", R1));
        send(prediction("a", 1, P1));

        send(response("a", "t1", R3).setRevision(1));

        assertEquals(0, prequential().getTrials());
    }

    @Test
    void sameAndLowerRevisionsChangeNothing() {
        send(prediction("a", 0, P1));
        send(prediction("b", 0, P2));
        send(response("a", "t1", R1).setRevision(2));
        send(response("b", "t2", R2));

        send(response("a", "t1", R3).setRevision(2));
        send(response("a", "t1", R3).setRevision(1));

        assertScore(prequential(), new Pair(P1, R1), new Pair(P2, R2));
    }

    @Test
    void aCompleteResponseReplacesAnIncompleteOneOfItsRevision() {
        send(prediction("a", 0, P1));
        send(prediction("b", 0, P2));
        send(response("a", "t1", R1).setComplete(false));
        send(response("b", "t2", R2));

        send(response("a", "t1", R3));
        send(response("a", "t1", R1).setComplete(false)); // once more

        assertScore(prequential(), new Pair(P1, R3), new Pair(P2, R2));
    }

    @Test
    void aRevisionMakesNoDishonestPredictionHonestAndNoHonestOneDishonest() {
        send(response("a", "t1", R1)); // offset 0
        send(prediction("a", 1, P1)); // has learnt t1
        send(prediction("b", 1, P2));
        send(response("b", "t2", R2)); // offset 1: later than what the encoder had seen
        send(response("a", "t1", R3).setRevision(1));
        send(response("b", "t2", R3).setRevision(1));
        send(prediction("a", 0, P2)); // a late prediction of an old encoder replaces no first one
        send(prediction("b", 9, P1));

        assertScore(prequential(), new Pair(P2, R3));
    }

    @Test
    void aResponseToAStimulusThatNobodyShowedWaitsAndChangesNoScore() {
        send(response("unknown", "t0", R3));
        send(prediction("a", 0, P1));
        send(prediction("b", 0, P2));
        send(response("a", "t1", R1));
        send(response("b", "t2", R2));

        assertScore(prequential(), new Pair(P1, R1), new Pair(P2, R2));
        send(prediction("unknown", 0, P3));
        assertScore(prequential(), new Pair(P1, R1), new Pair(P2, R2), new Pair(P3, R3));
    }

    @Test
    void validationStimuliCountOnTheirOwnWhateverTheEncoderHadRead() {
        send(response("a", "t1", R1));
        send(response("b", "t2", R2));
        send(response("c", "t3", R3));
        send(prediction("a", 3, P1).setSplit(Split.VALIDATION));
        send(prediction("b", 3, P2).setSplit(Split.VALIDATION));
        send(prediction("c", 0, P3));

        Score score = scores(driver).get("clip");

        assertScore(score.getValidation(), new Pair(P1, R1), new Pair(P2, R2));
        assertEquals(1, score.getPrequential().getTrials());
    }

    @Test
    void scoresBackbonesApart() {
        for (String backbone : List.of("clip", "mae")) {
            send(prediction("a", 0, backbone.equals("clip") ? P1 : P3).setBackbone(backbone)
                    .setEncoderVersion(backbone.length()));
            send(prediction("b", 0, P2).setBackbone(backbone).setEncoderVersion(1));
        }
        send(response("a", "t1", R1));
        send(response("b", "t2", R2));

        Map<String, Score> scores = scores(driver);

        assertScore(scores.get("clip").getPrequential(), new Pair(P1, R1), new Pair(P2, R2));
        assertScore(scores.get("mae").getPrequential(), new Pair(P3, R1), new Pair(P2, R2));
        assertEquals(4, scores.get("clip").getEncoderVersion());
        assertEquals(3, scores.get("mae").getEncoderVersion());
    }

    @Test
    void keepsStimuliApartWhoseIdsBeginAlike() {
        send(prediction("a", 0, P1));
        send(prediction("a b", 0, P2));
        send(prediction("ä", 0, P3));
        send(response("a", "t1", R1));
        send(response("a b", "t1", R2));
        send(response("ä", "t1", R3));

        assertScore(prequential(), new Pair(P1, R1), new Pair(P2, R2), new Pair(P3, R3));
    }

    @Test
    void scoresRegionsOverTheirVoxels() {
        send(prediction("a", 0, P1));
        send(prediction("b", 0, P2));
        send(prediction("c", 0, P3));
        send(response("a", "t1", R1));
        send(response("b", "t2", R2));
        send(response("c", "t3", R3));

        ScoreSet set = prequential();

        BatchScore expected = new BatchScore(List.of(new Pair(P1, R1), new Pair(P2, R2), new Pair(P3, R3)));
        assertEquals("V1", set.getRois().getFirst().getName());
        assertEquals(2, set.getRois().getFirst().getVoxels());
        assertEquals((expected.pearson(0) + expected.pearson(1)) / 2, set.getRois().getFirst().getRMean(), 1e-6);
        assertEquals((expected.pearson(0) + expected.pearson(1) + expected.pearson(2)) / 3, set.getRMean(), 1e-6);
        double[] sorted = {expected.pearson(0), expected.pearson(1), expected.pearson(2)};
        Arrays.sort(sorted);
        assertEquals(sorted[1], set.getRMedian(), 1e-6);
    }

    @Test
    void publishesOnlyWhenSomethingHasChanged() {
        send(prediction("a", 0, P1));
        assertEquals(1, scores(driver).size());
        assertEquals(0, scores(driver).size());

        send(response("a", "t1", R1));

        assertEquals(1, scores(driver).size());
    }

    @Test
    void goesOnFromItsStoresAfterARestart(@TempDir Path other) {
        send(prediction("a", 0, P1));
        send(response("a", "t1", R1));
        send(prediction("b", 0, P2));
        send(response("c", "t3", R3));
        scores(driver);
        try (StageDriver restarted = new StageDriver(
                EvaluateStage.topology(StageDriver.site(), Session.subject()), other)) {
            driver.restoreInto(restarted);
            assertEquals(1, scores(restarted).get("clip").getPrequential().getTrials());

            restarted.send(RESPONSES, "a", response("a", "t1", R2).setRevision(1).build());
            restarted.send(RESPONSES, "b", response("b", "t2", R1).build());
            restarted.send(PREDICTIONS, "a", prediction("a", 0, P3).build());
            restarted.send(PREDICTIONS, "c", prediction("c", 2, P3).build());

            assertScore(scores(restarted).get("clip").getPrequential(), new Pair(P1, R2), new Pair(P2, R1));
        }
    }

    private void assertRefused(String topic, String key, SpecificRecord record, String reason) {
        driver.send(topic, key, record);

        List<String> reasons = driver.reasons();
        assertEquals(1, reasons.size(), "dead letters");
        assertTrue(reasons.getFirst().contains(reason), reasons.getFirst());
    }

    private void assertGoesOn() {
        send(prediction("a", 0, P1));
        send(prediction("b", 0, P2));
        send(response("a", "t1", R1));
        send(response("b", "t2", R2));
        assertTrue(driver.deadLetters().isEmpty());
        assertScore(prequential(), new Pair(P1, R1), new Pair(P2, R2));
    }

    @Test
    void refusesResponsesThatAreNotTheSubjects() {
        assertRefused(RESPONSES, "a", response("a", "t1", 1, 2).build(), "has 2 values, the subject has 3 voxels");
        assertRefused(RESPONSES, "a", response("a", "t1", 1, Float.NaN, 3).build(), "has NaN at voxel 1");
        assertRefused(RESPONSES, "a", response("a", "t1", 1, 2, Float.NEGATIVE_INFINITY).build(), "at voxel 2");
        assertRefused(RESPONSES, "a", response("a", "t1", R1).setSubject("bert").build(),
                "is of subject bert, expected anna");
        assertRefused(RESPONSES, "b", response("a", "t1", R1).build(), "key b and stimulus id a differ");
        assertRefused(RESPONSES, "a", response("a", "", R1).build(), "trial id has 0 bytes");
        assertRefused(RESPONSES, "a", response("a", "t\u00001", R1).build(), "trial id has a control character");
        assertRefused(RESPONSES, "a", damaged(response("a", "t1", R1)), "crc32c");
        assertGoesOn();
    }

    private static Response damaged(Response.Builder response) {
        response.getValues().setCrc32c(response.getValues().getCrc32c() ^ 1);
        return response.build();
    }

    @Test
    void refusesPredictionsThatAreNotTheSubjects() {
        assertRefused(PREDICTIONS, "a", prediction("a", 0, 1, 2).build(), "has 2 values, the subject has 3 voxels");
        assertRefused(PREDICTIONS, "a", prediction("a", 0, 1, Float.NaN, 3).build(), "has NaN at voxel 1");
        assertRefused(PREDICTIONS, "a", prediction("a", 0, P1).setSubject("bert").build(),
                "is of subject bert, expected anna");
        assertRefused(PREDICTIONS, "b", prediction("a", 0, P1).build(), "key b and stimulus id a differ");
        assertGoesOn();
    }

    @Test
    void refusesWhatIsNoRecordOfTheTopic() {
        driver.send(RESPONSES, new TestRecord<>("a", null));
        driver.send(PREDICTIONS, new TestRecord<>("a", new byte[]{1, 2, 3}));
        driver.send(RESPONSES, "a", prediction("a", 0, P1).build());
        driver.send(PREDICTIONS, "a", response("a", "t1", R1).build());

        List<String> reasons = driver.reasons();
        assertEquals("record has no value", reasons.get(0));
        assertTrue(reasons.get(1).startsWith("not a record of topic predictions.anna"), reasons.get(1));
        assertEquals("record is a Prediction, expected a Response", reasons.get(2));
        assertEquals("record is a Response, expected a Prediction", reasons.get(3));
        assertEquals(4, reasons.size());
        assertGoesOn();
    }

    @Test
    void aRefusedResponseIsNoneThatAnEncoderCouldHaveSeen() {
        driver.send(RESPONSES, "b", response("a", "t1", R1).build());
        send(prediction("a", 1, P1));
        send(prediction("b", 1, P2));
        send(response("a", "t1", R1));
        send(response("b", "t2", R2));

        assertScore(prequential(), new Pair(P1, R1), new Pair(P2, R2));
    }

    @Test
    void refusesASubjectWhoseRegionsDoNotFitItsVoxels() {
        Subject subject = Subject.newBuilder(Session.subject())
                .setRois(List.of(new Roi("V2", Tensors.int8(new byte[]{1}, 1)))).build();

        UnreadableRecordException e = assertThrows(UnreadableRecordException.class,
                () -> EvaluateStage.topology(StageDriver.site(), subject));

        assertEquals("region V2 has 1 values, the subject has 3 voxels", e.getMessage());
    }
}
