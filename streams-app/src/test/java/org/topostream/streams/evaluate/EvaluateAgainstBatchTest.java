package org.topostream.streams.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.ScoreSet;
import org.topostream.schemas.avro.Split;
import org.topostream.streams.StageDriver;

/// Scores that grow record by record against a batch computation over both topics as they are in the end.
class EvaluateAgainstBatchTest {
    private static final List<String> BACKBONES = List.of("clip", "mae");
    private static final int STIMULI = 25;
    private static final int RESPONSES = 90;

    @TempDir
    private Path folder;

    /// What the two topics hold in the end.
    private record Topics(List<Prediction> predictions, List<Response> responses) {}

    private static Topics random(SplittableRandom random) {
        List<Response> responses = new ArrayList<>();
        while (responses.size() < RESPONSES) {
            int stimulus = random.nextInt(STIMULI);
            responses.add(Session.response("s" + stimulus, "t" + stimulus + "-" + random.nextInt(3), values(random))
                    .setRevision(random.nextInt(3)).setComplete(random.nextBoolean()).build());
        }
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < 2 * STIMULI * BACKBONES.size(); i++) {
            int stimulus = random.nextInt(STIMULI);
            predictions.add(Session.prediction("s" + stimulus, random.nextInt(RESPONSES), values(random))
                    .setSplit(stimulus % 4 == 0 ? Split.VALIDATION : Split.TRAIN)
                    .setBackbone(BACKBONES.get(random.nextInt(BACKBONES.size()))).build());
        }
        return new Topics(predictions, responses);
    }

    private static float[] values(SplittableRandom random) {
        return new float[]{(float) random.nextGaussian(), (float) random.nextGaussian(100, 1),
                (float) random.nextGaussian(0, 1e-3)};
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithTheBatchWhateverTheOrderOfArrival(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Topics topics = random(random);
        try (StageDriver driver = new StageDriver(EvaluateStage.topology(StageDriver.site(), Session.subject()),
                folder)) {

            interleave(driver, topics, random);
            driver.advance(Duration.ofSeconds(1));

            SortedMap<String, Score> newest = new TreeMap<>();
            driver.<Score>read("scores.anna").forEach(record -> newest.put(record.key(), record.value()));
            assertEquals(BACKBONES, List.copyOf(newest.keySet()));
            for (Score score : newest.values()) {
                assertAgrees(topics, score.getBackbone(), Split.TRAIN, score.getPrequential());
                assertAgrees(topics, score.getBackbone(), Split.VALIDATION, score.getValidation());
            }
        }
    }

    private static void interleave(StageDriver driver, Topics topics, SplittableRandom random) {
        int predictions = 0;
        int responses = 0;
        while (predictions < topics.predictions.size() || responses < topics.responses.size()) {
            boolean prediction = responses == topics.responses.size()
                    || predictions < topics.predictions.size() && random.nextBoolean();
            if (prediction) {
                Prediction next = topics.predictions.get(predictions++);
                driver.send("predictions.anna", next.getStimulusId(), next);
            } else {
                Response next = topics.responses.get(responses++);
                driver.send("responses.anna", next.getStimulusId(), next);
            }
        }
    }

    private static void assertAgrees(Topics topics, String backbone, Split split, ScoreSet actual) {
        BatchScore expected = batch(topics, backbone, split);
        assertEquals(expected.pairs().size(), actual.getTrials(), backbone + " " + split);
        for (int voxel = 0; voxel < Session.VOXELS; voxel++) {
            String what = backbone + " " + split + " voxel " + voxel;
            assertEquals(expected.pearson(voxel), Tensors.floats(actual.getR())[voxel], 1e-5, what);
            double r2 = expected.r2(voxel);
            assertEquals(r2, Tensors.floats(actual.getR2())[voxel], 1e-5 * Math.abs(r2) + 1e-5, what);
        }
    }

    private static BatchScore batch(Topics topics, String backbone, Split split) {
        Map<String, Prediction> first = new HashMap<>();
        topics.predictions.stream().filter(prediction -> prediction.getBackbone().equals(backbone))
                .forEach(prediction -> first.putIfAbsent(prediction.getStimulusId(), prediction));
        Map<String, Integer> firstOffsets = new HashMap<>();
        Map<String, Response> newest = new HashMap<>();
        for (int offset = 0; offset < topics.responses.size(); offset++) {
            Response response = topics.responses.get(offset);
            firstOffsets.putIfAbsent(response.getStimulusId(), offset);
            newest.merge(response.getTrialId(), response,
                    (before, now) -> now.getRevision() > before.getRevision()
                            || now.getRevision() == before.getRevision() && now.getComplete() && !before.getComplete()
                                    ? now
                                    : before);
        }
        List<BatchScore.Pair> pairs = new ArrayList<>();
        for (Response response : newest.values()) {
            Prediction prediction = first.get(response.getStimulusId());
            if (prediction != null && prediction.getSplit() == split && (split == Split.VALIDATION
                    || prediction.getTrainedUpTo() <= firstOffsets.get(response.getStimulusId()))) {
                pairs.add(new BatchScore.Pair(Tensors.floats(prediction.getValues()),
                        Tensors.floats(response.getValues())));
            }
        }
        return new BatchScore(pairs);
    }
}
