package org.topostream.streams.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.RegionScore;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.StageDriver;

/// Scores beside what a perfect model could reach, and the maps that they make.
class NoiseCeilingTest {
    @TempDir
    private Path folder;

    private static Subject withCeiling(float... ceiling) {
        return Subject.newBuilder(Session.subject()).setHemispheres(Tensors.int8(new byte[]{0, 1, 1}, 3))
                .setNoiseCeiling(Tensors.float32(ceiling, 3)).build();
    }

    private static void show(StageDriver driver, SplittableRandom random, int trials) {
        for (int trial = 0; trial < trials; trial++) {
            float[] response = values(random);
            float[] prediction = values(random);
            for (int voxel = 0; voxel < 3; voxel++) {
                prediction[voxel] += response[voxel];
            }
            driver.send("predictions.anna", "s" + trial, Session.prediction("s" + trial, 0, prediction).build());
            driver.send("responses.anna", "s" + trial, Session.response("s" + trial, "t" + trial, response).build());
        }
    }

    private static float[] values(SplittableRandom random) {
        return new float[]{(float) random.nextGaussian(), (float) random.nextGaussian(10, 2),
                (float) random.nextGaussian(0, 0.1)};
    }

    private static Score score(StageDriver driver) {
        driver.advance(Duration.ofSeconds(1));
        return driver.<Score>read("scores.anna").getLast().value();
    }

    private static Map<String, CorticalMap> maps(StageDriver driver) {
        Map<String, CorticalMap> maps = new HashMap<>();
        driver.<CorticalMap>read("maps.anna").forEach(record -> maps.put(record.key(), record.value()));
        return maps;
    }

    @Test
    void aCeilingThatCameWithTheSubjectIsWhatScoresAreDividedBy() {
        try (StageDriver driver = new StageDriver(
                EvaluateStage.topology(StageDriver.site(), withCeiling(0.5f, 0.05f, 0.8f)), folder)) {
            show(driver, new SplittableRandom(1), 30);

            Score score = score(driver);

            assertEquals("subject", score.getNoiseCeilingSource());
            float[] r = Tensors.floats(score.getPrequential().getR());
            float[] normalised = Tensors.floats(score.getPrequential().getNormalised());
            assertEquals(r[0] / 0.5, normalised[0], 1e-6);
            assertTrue(Float.isNaN(normalised[1]), "a ceiling below the threshold says nothing");
            assertEquals(r[2] / 0.8, normalised[2], 1e-6);
            List<RegionScore> regions = score.getPrequential().getRegions();
            assertEquals(List.of("all", "left", "right", "V1"), regions.stream().map(RegionScore::getName).toList());
            assertEquals(List.of("subject", "hemisphere", "hemisphere", "roi"),
                    regions.stream().map(RegionScore::getLevel).toList());
            RegionScore all = regions.getFirst();
            assertEquals(2, all.getNormalisedVoxels());
            assertEquals((r[0] + r[1] + r[2]) / 3, all.getRMean(), 1e-6);
            assertEquals((r[0] * r[0] + r[1] * r[1] + r[2] * r[2]) / 3, all.getRSquaredMean(), 1e-6);
            assertEquals((normalised[0] + normalised[2]) / 2, all.getNormalisedMedian(), 1e-6);
            assertEquals((Math.min(1, normalised[0]) + Math.min(1, normalised[2])) / 2, all.getCappedMean(), 1e-6);
        }
    }

    @Test
    void withoutACeilingThereIsNone() {
        try (StageDriver driver = new StageDriver(EvaluateStage.topology(StageDriver.site(), Session.subject()),
                folder)) {
            show(driver, new SplittableRandom(2), 10);

            Score score = score(driver);

            assertEquals("", score.getNoiseCeilingSource());
            assertNull(score.getNoiseCeiling());
            assertNull(score.getPrequential().getNormalised());
            assertEquals(0, score.getPrequential().getRegions().getFirst().getNormalisedVoxels());
            assertTrue(maps(driver).keySet().containsAll(List.of("clip/r", "clip/r2", "clip/predicted")));
        }
    }

    /// Repeats of different numbers, revisions among them, against the formula over all that counts in the end.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aCeilingFromRepeatsIsThatOfAllTrialsThatCount(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Map<String, float[]>> counted = new HashMap<>();
        try (StageDriver driver = new StageDriver(EvaluateStage.topology(StageDriver.site(), Session.subject()),
                folder)) {
            driver.send("predictions.anna", "s0", Session.prediction("s0", 0, 1, 2, 3).build());
            Map<String, Integer> revisions = new HashMap<>();
            for (int i = 0; i < 120; i++) {
                String stimulus = "s" + random.nextInt(20);
                String trial = stimulus + "-" + random.nextInt(4);
                float signal = 3f * Integer.parseInt(stimulus.substring(1)) / 20;
                float[] noise = values(random);
                float[] values = {signal + noise[0], noise[1], 0.1f * signal + noise[2]};
                int revision = revisions.merge(trial, 1, Integer::sum);
                Response response = Session.response(stimulus, trial, values).setRevision(revision).build();
                driver.send("responses.anna", stimulus, response);
                counted.computeIfAbsent(stimulus, key -> new HashMap<>()).put(trial, values);
            }

            Score score = score(driver);

            assertEquals("repeats", score.getNoiseCeilingSource());
            float[] ceiling = Tensors.floats(assertPresent(score));
            for (int voxel = 0; voxel < 3; voxel++) {
                assertEquals(batch(counted, voxel), ceiling[voxel], 1e-5, "voxel " + voxel);
            }
            assertEquals(score.getNoiseCeiling(), maps(driver).get("clip/noise-ceiling").getValues());
        }
    }

    private static org.topostream.schemas.avro.Tensor assertPresent(Score score) {
        assertNotNull(score.getNoiseCeiling());
        return score.getNoiseCeiling();
    }

    /// `sqrt(signal / (signal + noise))`: noise is the pooled variance within stimuli, signal what it leaves of the
    /// variance of all trials.
    private static double batch(Map<String, Map<String, float[]>> counted, int voxel) {
        List<Double> all = new ArrayList<>();
        double within = 0;
        int degrees = 0;
        for (Map<String, float[]> trials : counted.values()) {
            double mean = trials.values().stream().mapToDouble(values -> values[voxel]).average().orElseThrow();
            for (float[] values : trials.values()) {
                all.add((double) values[voxel]);
                within += Math.pow(values[voxel] - mean, 2);
            }
            degrees += trials.size() - 1;
        }
        double noise = within / degrees;
        double mean = all.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double total = all.stream().mapToDouble(value -> Math.pow(value - mean, 2)).sum() / (all.size() - 1);
        double signal = Math.max(0, total - noise);
        return Math.sqrt(signal / (signal + noise));
    }

    @Test
    void eachPublicationOfAScoreMapHasAHigherRevision() {
        try (StageDriver driver = new StageDriver(EvaluateStage.topology(StageDriver.site(), Session.subject()),
                folder)) {
            show(driver, new SplittableRandom(3), 5);
            score(driver);
            long first = maps(driver).get("clip/r").getRevision();

            show(driver, new SplittableRandom(4), 7);
            Score score = score(driver);

            CorticalMap second = maps(driver).get("clip/r");
            assertTrue(second.getRevision() > first, first + ", then " + second.getRevision());
            assertEquals(score.getPrequential().getR(), second.getValues());
            assertEquals(4, second.getEncoderVersion());
        }
    }
}
