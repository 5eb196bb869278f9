package org.topostream.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Split;

class ExampleStoreTest {
    private static final TopicPartition FEATURES_0 = new TopicPartition(Recording.INPUTS.features(), 0);
    private static final TopicPartition FEATURES_1 = new TopicPartition(Recording.INPUTS.features(), 1);
    private static final TopicPartition RESPONSES = new TopicPartition(Recording.INPUTS.responses(), 0);
    private static final Horizon ALL = new Horizon(Map.of(FEATURES_0, 99L, FEATURES_1, 99L, RESPONSES, 99L));

    @TempDir
    private Path folder;

    private ExampleStore open(Horizon horizon) throws IOException {
        return ExampleStore.open(folder, Recording.SHAPE, Recording.DIGEST, horizon, Recording.INPUTS);
    }

    private static List<Trial> features(ExampleStore store, String stimulusId, int partition, long offset)
            throws IOException {
        return store.add(Recording.features(stimulusId).build(), partition, offset);
    }

    private static ExampleStore.Kept response(ExampleStore store, String stimulusId, String trialId, int revision,
            long offset) throws IOException {
        return store.add(Recording.response(stimulusId, trialId, revision).build(), 0, offset);
    }

    private static List<String> trials(ExampleStore store) {
        return IntStream.range(0, store.size()).mapToObj(index -> store.get(index).trialId()).toList();
    }

    private static float[] values(ExampleStore store, int index) throws IOException {
        return store.response(store.get(index).responseSlot());
    }

    @Test
    void aTrialIsCompleteOnceItsResponseFollowsItsFeatures() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            assertTrue(features(store, "a", 0, 0).isEmpty());

            ExampleStore.Kept kept = response(store, "a", "t1", 0, 0);

            Trial trial = assertInstanceOf(ExampleStore.First.class, kept).complete().orElseThrow();
            assertEquals("t1", trial.trialId());
            assertEquals(trial, store.get(0));
            assertArrayEquals(Recording.values("t1", 0), store.response(trial.responseSlot()));
            List<LayerTensor> expected = Recording.layers("a");
            for (int layer = 0; layer < expected.size(); layer++) {
                assertEquals(expected.get(layer).name(),
                        store.features(trial.featuresSlot()).layers().get(layer).name());
                assertArrayEquals(expected.get(layer).local(),
                        store.features(trial.featuresSlot()).layers().get(layer).local());
                assertArrayEquals(expected.get(layer).global(),
                        store.features(trial.featuresSlot()).layers().get(layer).global());
            }
        }
    }

    @Test
    void featuresThatFollowCompleteEveryRepeat() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            assertEquals(new ExampleStore.First(Optional.empty()), response(store, "a", "t1", 0, 0));
            response(store, "b", "t2", 0, 1);
            response(store, "a", "t3", 0, 2);
            assertEquals(0, store.size());

            List<Trial> complete = features(store, "a", 0, 0);

            assertEquals(List.of("t1", "t3"), complete.stream().map(Trial::trialId).toList());
            assertEquals(List.of("t1", "t3"), trials(store));
        }
    }

    @Test
    void featuresThatCameBeforeCompleteNothingAgain() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            features(store, "a", 0, 0);
            response(store, "a", "t1", 0, 0);

            assertTrue(features(store, "a", 0, 1).isEmpty());

            assertEquals(1, store.size());
        }
    }

    @Test
    void trialsAreInTheOrderOfTheirResponsesWhateverTheOrderOfFeatures() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            for (int i = 0; i < 4; i++) {
                response(store, "s" + i, "t" + i, 0, i);
            }
            features(store, "s3", 0, 0);
            features(store, "s0", 0, 1);
            features(store, "s2", 1, 0);
            features(store, "s1", 1, 1);

            assertEquals(List.of("t0", "t1", "t2", "t3"), trials(store));
        }
    }

    @Test
    void aHigherRevisionTakesThePlaceOfALowerOne() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            features(store, "a", 0, 0);
            response(store, "a", "t1", 0, 0);

            ExampleStore.Revised revised = assertInstanceOf(ExampleStore.Revised.class,
                    response(store, "a", "t1", 2, 1));

            assertArrayEquals(Recording.values("t1", 0), revised.before());
            assertEquals(store.get(0), revised.complete().orElseThrow());
            assertEquals(1, store.size());
            assertArrayEquals(Recording.values("t1", 2), values(store, 0));
        }
    }

    @Test
    void theSameAndLowerRevisionsChangeNothing() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            features(store, "a", 0, 0);
            response(store, "a", "t1", 2, 0);

            assertEquals(new ExampleStore.Known(), response(store, "a", "t1", 2, 1));
            assertEquals(new ExampleStore.Known(), response(store, "a", "t1", 1, 2));

            assertEquals(1, store.size());
            assertArrayEquals(Recording.values("t1", 2), values(store, 0));
        }
    }

    @Test
    void aCompleteResponseTakesThePlaceOfAnIncompleteOneOfItsRevision() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            features(store, "a", 0, 0);
            store.add(Recording.response("a", "t1", 0).setComplete(false)
                    .setValues(Tensors.float32(Recording.values("early", 0), 4)).build(), 0, 0);

            assertInstanceOf(ExampleStore.Revised.class, response(store, "a", "t1", 0, 1));
            assertEquals(new ExampleStore.Known(), store.add(Recording.response("a", "t1", 0).setComplete(false)
                    .build(), 0, 2));

            assertEquals(1, store.size());
            assertArrayEquals(Recording.values("t1", 0), values(store, 0));
        }
        try (ExampleStore store = open(ALL)) {
            assertEquals(new ExampleStore.Known(), response(store, "a", "t1", 0, 3));
            assertArrayEquals(Recording.values("t1", 0), values(store, 0));
        }
    }

    @Test
    void aValidationStimulusIsNeverTrainedOnThoughItsFeaturesComeAgain() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            store.add(Recording.features("v").setSplit(Split.VALIDATION).build(), 0, 0);
            response(store, "v", "t1", 0, 0);

            assertTrue(features(store, "v", 0, 1).isEmpty());

            assertEquals(0, store.size());
        }
        try (ExampleStore store = open(ALL)) {
            assertEquals(1, store.positions(Recording.INPUTS).get(FEATURES_0));
            assertTrue(features(store, "v", 0, 1).isEmpty());
            assertEquals(0, store.size());
        }
    }

    @Test
    void aTrialIdNamesATrialOfOneStimulus() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            features(store, "a", 0, 0);
            features(store, "b", 0, 1);
            response(store, "a", "t1", 0, 0);

            assertInstanceOf(ExampleStore.First.class, response(store, "b", "t1", 1, 1));

            assertEquals(2, store.size());
            assertEquals("a", store.get(0).stimulusId());
            assertEquals("b", store.get(1).stimulusId());
        }
    }

    /// Responses before, between and behind features of two partitions, with a revision.
    private static void fill(ExampleStore store) throws IOException {
        response(store, "a", "t1", 0, 0);
        features(store, "b", 0, 0);
        response(store, "b", "t2", 0, 1);
        features(store, "a", 1, 0);
        response(store, "c", "t3", 0, 2);
        response(store, "a", "t1", 1, 3);
        features(store, "c", 0, 1);
        response(store, "b", "t4", 0, 4);
    }

    private static List<String> contents(ExampleStore store) throws IOException {
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < store.size(); i++) {
            Trial trial = store.get(i);
            contents.add(trial.stimulusId() + " " + trial.trialId() + " "
                    + Arrays.toString(store.response(trial.responseSlot())) + " "
                    + Arrays.toString(
                            store.features(trial.featuresSlot()).layers().getFirst().global()));
        }
        return contents;
    }

    @Test
    void isTheSameWhenOpenedAgain() throws IOException {
        List<String> before;
        try (ExampleStore store = open(Horizon.none())) {
            fill(store);
            before = contents(store);
        }
        try (ExampleStore store = open(ALL)) {
            assertEquals(before, contents(store));
            assertEquals(List.of("t1", "t2", "t3", "t4"), trials(store));
            assertEquals(Map.of(FEATURES_0, 2L, FEATURES_1, 1L, RESPONSES, 5L), store.positions(Recording.INPUTS));
            assertEquals(new ExampleStore.Known(), response(store, "a", "t1", 1, 5));
        }
    }

    @Test
    void forgetsWhatNoPublishedEncoderHasSeen() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            fill(store);
        }
        Horizon horizon = new Horizon(Map.of(FEATURES_0, 1L, FEATURES_1, 1L, RESPONSES, 3L));

        try (ExampleStore store = open(horizon)) {
            assertEquals(List.of("t1", "t2"), trials(store));
            assertArrayEquals(Recording.values("t1", 0), values(store, 0), "the revision is beyond the horizon");
            assertEquals(Map.of(FEATURES_0, 1L, FEATURES_1, 1L, RESPONSES, 3L),
                    store.positions(Recording.INPUTS));
        }
    }

    @Test
    void whatIsCutOffWithAForgottenRecordIsReadAgain() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            fill(store);
        }
        // Partition 0 begins with a forgotten record, so those of partition 1 behind it go as well.
        Horizon horizon = new Horizon(Map.of(FEATURES_1, 1L, RESPONSES, 2L));

        try (ExampleStore store = open(horizon)) {
            assertEquals(0, store.size());
            assertEquals(Map.of(RESPONSES, 2L), store.positions(Recording.INPUTS));
            features(store, "a", 1, 0);
            assertEquals(List.of("t1"), trials(store));
        }
    }

    @Test
    void withoutAHorizonEverythingIsForgotten() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            fill(store);
        }
        try (ExampleStore store = open(Horizon.none())) {
            assertEquals(0, store.size());
            assertEquals(Map.of(), store.positions(Recording.INPUTS));
        }
    }

    @Test
    void examplesOfAnotherShapeAreLeftToBeReadAgain() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            fill(store);
        }
        EncoderShape other = new EncoderShape(5, List.of("one"), new int[]{7}, 4);
        try (ExampleStore store = ExampleStore.open(folder, other, Recording.DIGEST, ALL, Recording.INPUTS)) {
            assertEquals(0, store.size());
            assertEquals(Map.of(), store.positions(Recording.INPUTS));
        }
        try (ExampleStore store = open(ALL)) {
            fill(store);
            assertEquals(List.of("t1", "t2", "t3", "t4"), trials(store));
        }
        try (ExampleStore store = open(ALL)) {
            assertEquals(List.of("t1", "t2", "t3", "t4"), trials(store));
        }
    }

    @Test
    void featuresOfOtherWeightsAreLeftToBeReadAgain() throws IOException {
        try (ExampleStore store = open(Horizon.none())) {
            fill(store);
        }
        try (ExampleStore store = ExampleStore.open(folder, Recording.SHAPE, "d2", ALL, Recording.INPUTS)) {
            assertEquals(0, store.size());
            assertEquals(Set.of(RESPONSES), store.positions(Recording.INPUTS).keySet());
        }
    }

    @Test
    void damagedExamplesAreLeftToBeReadAgain() throws IOException {
        List<String> before;
        try (ExampleStore store = open(Horizon.none())) {
            fill(store);
            before = contents(store);
        }
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("responses.slots").toFile(), "rw")) {
            file.seek((512 + 16) + 513); // a value of the second response
            file.write(0x55);
        }
        try (ExampleStore store = open(ALL)) {
            assertEquals(List.of("t1"), trials(store));
            assertEquals(1, store.positions(Recording.INPUTS).get(RESPONSES));
            response(store, "b", "t2", 0, 1);
            response(store, "c", "t3", 0, 2);
            response(store, "a", "t1", 1, 3);
            response(store, "b", "t4", 0, 4);
            assertEquals(before, contents(store));
        }
    }
}
