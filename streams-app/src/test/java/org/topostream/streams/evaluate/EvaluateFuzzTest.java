package org.topostream.streams.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.Cases;
import org.topostream.schemas.Mutations;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.ScoreSet;
import org.topostream.schemas.avro.Tensor;
import org.topostream.streams.FuzzedStage;

/// Bad predictions and responses between good ones: each is kept or becomes a dead letter, and the scores are those of
/// the good ones.
@Timeout(120)
class EvaluateFuzzTest {
    private static final String PREDICTIONS = "predictions.anna";
    private static final String RESPONSES = "responses.anna";
    private static final List<String> NO_BACKBONES = List.of("", "version:clip", "a/b", "a.b", "\u0000",
            "c".repeat(81), "ä");
    private static final float[] NOT_FINITE = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};

    @TempDir
    private Path folder;

    private static float[] values(Random random) {
        return new float[]{(float) random.nextGaussian(), (float) random.nextGaussian(), (float) random.nextGaussian()};
    }

    private static Tensor badValues(Random random) {
        float[] values = values(random);
        float[] others = new float[random.nextBoolean() ? 2 : 4];
        return switch (random.nextInt(3)) {
            case 0 -> FuzzedStage.damaged(Tensors.float32(values, 3), random);
            case 1 -> Tensors.float32(others, others.length);
            default -> notFinite(values, random);
        };
    }

    private static Tensor notFinite(float[] values, Random random) {
        values[random.nextInt(values.length)] = NOT_FINITE[random.nextInt(NOT_FINITE.length)];
        return Tensors.float32(values, values.length);
    }

    private static Response badResponse(String id, Random random) {
        Response.Builder good = Session.response(id, "t", values(random));
        return switch (random.nextInt(4)) {
            case 0 -> good.setSubject("bob").build();
            case 1 -> good.setTrialId(random.nextBoolean() ? "" : "t\u0000").build();
            case 2 -> good.setStimulusId(id + "x").build();
            default -> good.setValues(badValues(random)).build();
        };
    }

    private static Prediction badPrediction(String id, Random random) {
        Prediction.Builder good = Session.prediction(id, 0, values(random));
        return switch (random.nextInt(4)) {
            case 0 -> good.setSubject("bob").build();
            case 1 -> good.setBackbone(NO_BACKBONES.get(random.nextInt(NO_BACKBONES.size()))).build();
            case 2 -> good.setStimulusId(id + "x").build();
            default -> good.setValues(badValues(random)).build();
        };
    }

    private static int kept(FuzzedStage stage) {
        return kept(stage, TrialBook.PREDICTIONS) + kept(stage, TrialBook.RESPONSES);
    }

    private static int kept(FuzzedStage stage, String store) {
        int count = 0;
        try (KeyValueIterator<String, SpecificRecord> all = stage.driver().<SpecificRecord>store(store).all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    @Test
    void keepsOrRefusesEveryRecordAndScoresTheGoodOnes() {
        List<BatchScore.Pair> good = new ArrayList<>();
        int[] refused = new int[1];
        int[] sent = new int[1];
        try (FuzzedStage stage = new FuzzedStage(site -> EvaluateStage.topology(site, Session.subject()), folder)) {

            Cases.run(1_000, (random, number) -> {
                boolean onTheWire = number % 3 == 0;
                boolean response = random.nextBoolean();
                String id = (response ? "bad-response" : "bad-prediction") + number;
                String topic = response ? RESPONSES : PREDICTIONS;
                byte[] bad = onTheWire
                        ? Mutations.of(stage.bytes(topic, response
                                ? Session.response(id, "t", values(random)).build()
                                : Session.prediction(id, 0, values(random)).build()), random)
                        : stage.bytes(topic, response ? badResponse(id, random) : badPrediction(id, random));

                int letters = stage.send(topic, id, bad).size();

                assertTrue(onTheWire || letters == 1, "a bad record was taken");
                refused[0] += letters;
                sent[0]++;
                if (number % 10 == 0) {
                    BatchScore.Pair pair = new BatchScore.Pair(values(random), values(random));
                    String stimulus = "good" + number;
                    stage.sendGood(PREDICTIONS, stimulus, Session.prediction(stimulus, 0, pair.prediction()).build());
                    stage.sendGood(RESPONSES, stimulus, Session.response(stimulus, "t", pair.response()).build());
                    good.add(pair);
                    sent[0] += 2;
                }
            });
            stage.driver().advance(Duration.ofSeconds(1));

            assertEquals(sent[0], kept(stage) + refused[0], "kept and refused records");
            ScoreSet score = stage.driver().<Score>read("scores.anna").stream().map(TestRecord::value)
                    .filter(published -> published.getBackbone().equals("clip")).toList().getLast().getPrequential();
            assertEquals(good.size(), score.getTrials());
            BatchScore expected = new BatchScore(good);
            for (int voxel = 0; voxel < Session.VOXELS; voxel++) {
                assertEquals(expected.pearson(voxel), Tensors.floats(score.getR())[voxel], 1e-5);
            }
        }
    }
}
