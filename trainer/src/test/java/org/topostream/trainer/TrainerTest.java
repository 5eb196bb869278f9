package org.topostream.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.Precision;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.SourceOffset;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;

/// The trainer's loop, with the real training at a small size.
class TrainerTest {
    private static final int STEPS_PER_TRIAL = 2;
    private static final int TRIALS = 9;

    @TempDir
    private Path folder;

    private static TrainerSettings settings(Path examples, int publishEvery, double averaged, Precision precision) {
        return new TrainerSettings(Recording.SHAPE.bottleneck(),
                new TrainerSettings.Steps(STEPS_PER_TRIAL, 0, 3, TrainerSettings.Replay.UNIFORM, averaged),
                publishEvery, Duration.ZERO, 1, precision, examples);
    }

    private static Trainer trainer(FakeLog log, TrainerSettings settings) {
        return new Trainer(log, Recording.subject(), Recording.BACKBONE, settings, TrainingOptions.defaults());
    }

    private static Trainer trainer(FakeLog log, Path examples, int publishEvery) {
        return trainer(log, settings(examples, publishEvery, 0.2, Precision.SINGLE));
    }

    /// Trains until everything is read.
    private static void train(FakeLog log, TrainerSettings settings) throws IOException {
        Trainer trainer = trainer(log, settings);
        log.whenIdle(trainer::close);
        trainer.run();
    }

    private static void train(FakeLog log, Path examples, int publishEvery) throws IOException {
        train(log, settings(examples, publishEvery, 0.2, Precision.SINGLE));
    }

    /// What comes of a log in an undisturbed run.
    private PublishedEncoder outcome(FakeLog log, String examples) throws IOException {
        train(log, folder.resolve(examples), 3);
        return log.published().getLast();
    }

    private static void assertSameLearning(PublishedEncoder expected, PublishedEncoder actual) {
        assertEquals(expected.manifest().getSteps(), actual.manifest().getSteps(), "steps");
        assertEquals(expected.manifest().getTrials(), actual.manifest().getTrials(), "trials");
        assertEquals(expected.blobs().keySet(), actual.blobs().keySet());
        for (String blob : expected.blobs().keySet()) {
            assertArrayEquals(expected.blob(blob), actual.blob(blob), blob);
        }
    }

    /// Features before and after responses, repeats, revisions, a duplicate and a validation stimulus: nine trials.
    private static FakeLog recording(int largestPoll) {
        FakeLog log = new FakeLog(largestPoll);
        log.add(Recording.features("a")).add(Recording.features("b")).add(Recording.features("v")
                .setSplit(Split.VALIDATION));
        log.add(Recording.response("b", "t1", 0)).add(Recording.response("v", "t2", 0))
                .add(Recording.response("a", "t3", 0)).add(Recording.response("c", "t4", 0))
                .add(Recording.response("b", "t1", 1)).add(Recording.response("d", "t5", 0))
                .add(Recording.response("c", "t6", 0)).add(Recording.response("d", "t5", 1));
        log.add(Recording.features("d")).add(Recording.features("e")).add(Recording.features("c"));
        log.add(Recording.response("e", "t7", 0)).add(Recording.response("a", "t8", 0))
                .add(Recording.response("a", "t8", 0)).add(Recording.response("c", "t4", 2))
                .add(Recording.response("f", "t9", 0)).add(Recording.response("e", "t10", 0));
        return log.add(Recording.features("f"));
    }

    @Test
    void publishesAnEncoderBeforeTheFirstResponse() throws IOException {
        FakeLog log = new FakeLog(8).add(Recording.features("a"));

        train(log, folder, 3);

        EncoderManifest manifest = log.published().getFirst().manifest();
        assertEquals(0, manifest.getVersion());
        assertEquals(0, manifest.getSteps());
        assertEquals(0, manifest.getTrainedUpTo());
        assertEquals("d1", manifest.getBackboneDigest());
        assertEquals(Recording.SHAPE, Encoder.fromBytes(log.published().getFirst().blob(EncoderParts.ENCODER)).shape());
    }

    @Test
    void publishesNothingNewForFeaturesAlone() throws IOException {
        FakeLog log = new FakeLog(1).add(Recording.features("a")).add(Recording.features("b"))
                .add(Recording.features("c"));

        train(log, folder, 1);

        assertEquals(1, log.published().size());
    }

    @Test
    void learnsEveryTrialOnce() throws IOException {
        FakeLog log = recording(4);

        train(log, folder, 1);

        EncoderManifest manifest = log.published().getLast().manifest();
        assertEquals(TRIALS, manifest.getTrials());
        assertEquals(TRIALS * STEPS_PER_TRIAL, manifest.getSteps());
        assertEquals(14, manifest.getTrainedUpTo());
        List<Long> versions = log.published().stream().map(encoder -> encoder.manifest().getVersion()).toList();
        assertEquals(Stream.iterate(0L, version -> version + 1).limit(versions.size()).toList(), versions);
    }

    @Test
    void publishesWithinAPollAndSaysHowFarItHasSeen() throws IOException {
        FakeLog log = new FakeLog(100);
        for (int i = 0; i < 6; i++) {
            log.add(Recording.features("s" + i));
        }
        for (int i = 0; i < 6; i++) {
            log.add(Recording.response("s" + i, "t" + i, 0));
        }

        train(log, folder, 2);

        assertEquals(List.of(0L, 2L, 4L, 6L),
                log.published().stream().map(encoder -> encoder.manifest().getTrials()).toList());
        assertEquals(List.of(0L, 2L, 4L, 6L),
                log.published().stream().map(encoder -> encoder.manifest().getTrainedUpTo()).toList());
        assertTrue(log.published().get(1).manifest().getSourceOffsets()
                .contains(new SourceOffset(Recording.INPUTS.responses(), 0, 2L)));
    }

    @Test
    void whatWasPolledButNotReachedWhenClosedIsLearntByTheNextRun() throws IOException {
        FakeLog log = new FakeLog(100).add(Recording.features("a"));
        for (int i = 0; i < 5; i++) {
            log.add(Recording.response("a", "t" + i, 0));
        }
        Trainer trainer = trainer(log, folder, 100);
        log.whenIdle(trainer::close);
        log.whenPolled(Recording.INPUTS.responses(), trainer::close);

        trainer.run();

        assertEquals(0, log.published().getLast().manifest().getTrials());
        train(log, folder, 100);
        assertEquals(5, log.published().getLast().manifest().getTrials());
        assertEquals(5 * STEPS_PER_TRIAL, log.published().getLast().manifest().getSteps());
    }

    @Test
    void validationStimuliLeaveNoTrace() throws IOException {
        FakeLog without = new FakeLog(8).add(Recording.features("a")).add(Recording.response("a", "t1", 0))
                .add(Recording.features("b")).add(Recording.response("b", "t2", 0));
        FakeLog with = new FakeLog(8).add(Recording.features("a")).add(Recording.response("v", "v1", 0))
                .add(Recording.features("v").setSplit(Split.VALIDATION)).add(Recording.response("a", "t1", 0))
                .add(Recording.response("v", "v1", 1)).add(Recording.features("b"))
                .add(Recording.response("v", "v2", 0)).add(Recording.response("b", "t2", 0));

        PublishedEncoder expected = outcome(without, "without");

        assertSameLearning(expected, outcome(with, "with"));
        train(with, folder.resolve("with"), 3);
        assertSameLearning(expected, with.published().getLast());
    }

    @Test
    void badRecordsLeaveNoTrace() throws IOException {
        FakeLog without = new FakeLog(8).add(Recording.features("a")).add(Recording.response("a", "t1", 0))
                .add(Recording.features("b")).add(Recording.response("b", "t2", 0));
        List<LayerTensor> infinite = Recording.layers("b");
        infinite.getLast().global()[1] = Float.POSITIVE_INFINITY;
        FakeLog with = new FakeLog(8);
        with.add(Recording.features("a", infinite)); // nothing to take a shape from
        with.add(Recording.features("a"));
        with.add(Recording.features("b").setBackboneDigest("d2"));
        with.add(Recording.features("b", Recording.layers("b").reversed()));
        with.add(Recording.features("b").setLayers(List.of(new Layer("one", 3, 4, 16), new Layer("two", 2, 4, 16))));
        with.add(Recording.features("b").setGlobal(Tensors.float32(new float[5], 5)));
        with.add(Recording.response("a", "t1", 0).setValues(Tensors.float32(new float[3], 3)));
        with.add(Recording.response("a", "t1", 0).setValues(Tensors.float32(new float[]{1, 2, Float.NaN, 4}, 4)));
        with.add(Recording.response("a", "t1", 0).setSubject("bert"));
        with.add(Recording.response("a", "t".repeat(600), 0));
        with.add(Recording.response("a", "", 0));
        with.addResponse("other", Recording.response("a", "t1", 0).build());
        with.addResponse("a", damaged(Recording.response("a", "t1", 0)));
        with.addResponse("a", Recording.features("a").build());
        with.addTombstone("a");
        with.add(Recording.response("a", "t1", 0)).add(Recording.features("b"))
                .add(Recording.response("b", "t2", 0));

        assertSameLearning(outcome(without, "without"), outcome(with, "with"));
    }

    @Test
    void goesOnWithTheBackboneItBeganWithWhereItsFeaturesChange() throws IOException {
        FakeLog log = new FakeLog(8).add(Recording.features("a")).add(Recording.response("a", "t1", 0));
        train(log, folder, 1);
        log.add(Recording.features("b").setBackboneDigest("d2")).add(Recording.response("b", "t2", 0))
                .add(Recording.features("c")).add(Recording.response("c", "t3", 0));

        train(log, folder, 1);

        EncoderManifest last = log.published().getLast().manifest();
        assertEquals("d1", last.getBackboneDigest());
        assertEquals(2, last.getTrials());
    }

    private static Response damaged(Response.Builder response) {
        response.getValues().setCrc32c(response.getValues().getCrc32c() ^ 1);
        return response.build();
    }

    @Test
    void duplicatesAndLowerRevisionsLeaveNoTrace() throws IOException {
        FakeLog without = new FakeLog(8).add(Recording.features("a")).add(Recording.response("a", "t1", 2))
                .add(Recording.features("b")).add(Recording.response("b", "t2", 0));
        FakeLog with = new FakeLog(8).add(Recording.features("a")).add(Recording.features("a"))
                .add(Recording.response("a", "t1", 2)).add(Recording.response("a", "t1", 2))
                .add(Recording.features("b")).add(Recording.response("a", "t1", 1))
                .add(Recording.response("b", "t2", 0)).add(Recording.features("b"));

        assertSameLearning(outcome(without, "without"), outcome(with, "with"));
    }

    @Test
    void aTrialIsLearntWhicheverOfItsRecordsComesFirst() throws IOException {
        FakeLog featuresFirst = new FakeLog(8).add(Recording.features("a")).add(Recording.response("a", "t1", 0));
        FakeLog responseFirst = new FakeLog(8).add(Recording.response("a", "t1", 0)).add(Recording.features("a"));

        assertSameLearning(outcome(featuresFirst, "features"), outcome(responseFirst, "response"));
    }

    @Test
    void aRevisionReplacesTheResponseInMeanAndSpreadAndIsNotLearntAgain() throws IOException {
        FakeLog log = new FakeLog(8).add(Recording.features("a")).add(Recording.features("b"))
                .add(Recording.response("a", "t1", 0)).add(Recording.response("b", "t2", 0))
                .add(Recording.response("a", "t1", 1));

        PublishedEncoder encoder = outcome(log, "examples");

        assertEquals(2 * STEPS_PER_TRIAL, encoder.manifest().getSteps());
        float[] mean = Encoder.fromBytes(encoder.blob(EncoderParts.ENCODER)).normaliser().mean();
        for (int voxel = 0; voxel < mean.length; voxel++) {
            assertEquals((Recording.values("t1", 1)[voxel] + Recording.values("t2", 0)[voxel]) / 2.0, mean[voxel],
                    1e-5);
        }
    }

    @Test
    void replaysTheRevisedResponse() throws IOException {
        FakeLog revised = new FakeLog(8).add(Recording.features("a")).add(Recording.features("b"))
                .add(Recording.response("a", "t1", 0)).add(Recording.response("a", "t1", 1))
                .add(Recording.response("b", "t2", 0));
        FakeLog unrevised = new FakeLog(8).add(Recording.features("a")).add(Recording.features("b"))
                .add(Recording.response("a", "t1", 0)).add(Recording.response("b", "t2", 0));

        byte[] first = outcome(revised, "revised").blob(EncoderParts.OPTIMISER);
        byte[] second = outcome(unrevised, "unrevised").blob(EncoderParts.OPTIMISER);

        assertFalse(Arrays.equals(first, second));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void learningDoesNotDependOnHowManyRecordsAPollBrings(int largestPoll) throws IOException {
        PublishedEncoder expected = outcome(recording(3), "expected");

        assertSameLearning(expected, outcome(recording(largestPoll), "actual"));
    }

    /// Killed after every number of polls there is, then once more, and started again each time.
    @ParameterizedTest
    @CsvSource({"1, true", "4, true", "4, false"})
    void aKilledTrainerGoesOnAsIfItHadNeverStopped(int publishEvery, boolean keepsExamples) throws IOException {
        PublishedEncoder expected = outcome(recording(3), "expected");
        int kills = 0;
        boolean killed = true;
        for (int polls = 1; killed; polls++) {
            Path examples = folder.resolve("killed-after-" + polls);
            FakeLog log = recording(1);
            killed = diesAfter(log, examples, publishEvery, polls);
            if (!keepsExamples) {
                delete(examples);
            }
            kills += killed && diesAfter(log, examples, publishEvery, polls / 2 + 2) ? 2 : 1;

            train(log, examples, publishEvery);

            assertSameLearning(expected, log.published().getLast());
        }
        assertTrue(kills > 40, "killed " + kills + " times");
    }

    /// With averaged parameters, and with the last step's own.
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0})
    void aTrainerThatPublishesHalvesGoesOnFromExactParameters(double averaged) throws IOException {
        FakeLog exact = recording(3).add(Recording.response("a", "t11", 0));
        train(exact, settings(folder.resolve("exact"), 3, averaged, Precision.SINGLE));
        PublishedEncoder expected = exact.published().getLast();
        TrainerSettings halves = settings(folder.resolve("halves"), 3, averaged, Precision.HALF);
        FakeLog log = recording(3);
        train(log, halves);
        log.add(Recording.response("a", "t11", 0));

        train(log, halves);

        PublishedEncoder actual = log.published().getLast();
        assertArrayEquals(Encoder.fromBytes(expected.blob(EncoderParts.ENCODER)).toBytes(Precision.HALF),
                actual.blob(EncoderParts.ENCODER));
        Map<String, byte[]> blobs = new HashMap<>(actual.blobs());
        blobs.put(EncoderParts.ENCODER, blobs.remove(EncoderParts.EXACT));
        assertSameLearning(expected, new PublishedEncoder(actual.manifest(), blobs));
    }

    @Test
    void aTrainerMayChangeThePrecisionItPublishes() throws IOException {
        PublishedEncoder expected = outcome(recording(3).add(Recording.response("a", "t11", 0)), "expected");
        FakeLog log = recording(3);
        train(log, settings(folder.resolve("changing"), 3, 0.2, Precision.HALF));
        log.add(Recording.response("a", "t11", 0));

        train(log, settings(folder.resolve("changing"), 3, 0.2, Precision.SINGLE));

        assertSameLearning(expected, log.published().getLast());
    }

    private boolean diesAfter(FakeLog log, Path examples, int publishEvery, int polls) throws IOException {
        log.dieAfterPolls(polls);
        try {
            train(log, examples, publishEvery);
            return false;
        } catch (FakeLog.Killed e) {
            return true;
        } finally {
            log.dieAfterPolls(Integer.MAX_VALUE);
        }
    }

    private static void delete(Path examples) throws IOException {
        if (Files.exists(examples)) {
            try (Stream<Path> files = Files.list(examples)) {
                files.forEach(TrainerTest::deleteFile);
            }
        }
    }

    private static void deleteFile(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void newTrialsAreLearntEvenIfTheyAreReadBeforeTheLostFeaturesAreReadAgain() throws IOException {
        FakeLog log = new FakeLog(8).add(Recording.features("a")).add(Recording.features("b"))
                .add(Recording.response("a", "t1", 0));
        Path examples = folder.resolve("examples");
        train(log, examples, 3);
        delete(examples);
        log.add(Recording.response("b", "t2", 0)).add(Recording.response("a", "t3", 0))
                .add(Recording.response("a", "t1", 1));
        log.readResponsesFirst();

        train(log, examples, 3);

        FakeLog undisturbed = new FakeLog(8).add(Recording.features("a")).add(Recording.features("b"))
                .add(Recording.response("a", "t1", 0)).add(Recording.response("b", "t2", 0))
                .add(Recording.response("a", "t3", 0)).add(Recording.response("a", "t1", 1));
        assertSameLearning(outcome(undisturbed, "undisturbed"), log.published().getLast());
    }

    /// Among the examples of this recording, the one that is damaged is the first of its file.
    @ParameterizedTest
    @ValueSource(strings = {"features.slots", "responses.slots"})
    void learnsFromNothingThatWasDamagedWhileItRanAndReadsItAgain(String file) throws IOException {
        FakeLog log = new FakeLog(8).add(Recording.features("a")).add(Recording.response("a", "t1", 0));
        Path examples = folder.resolve("examples");
        Trainer trainer = trainer(log, examples, 1);
        log.whenIdle(() -> {
            flip(examples.resolve(file), 520);
            log.add(Recording.features("b")).add(Recording.response("b", "t2", 0));
            log.whenIdle(trainer::close);
        });

        IOException e = assertThrows(IOException.class, trainer::run);

        assertTrue(e.getMessage().contains(file + ": slot 0"), e.getMessage());
        assertTrue(e.getMessage().contains("rebuilds it from the topic"), e.getMessage());
        assertEquals(1, log.published().getLast().manifest().getTrials());
        train(log, examples, 1);
        FakeLog undisturbed = new FakeLog(8).add(Recording.features("a")).add(Recording.response("a", "t1", 0))
                .add(Recording.features("b")).add(Recording.response("b", "t2", 0));
        assertSameLearning(outcome(undisturbed, "undisturbed"), log.published().getLast());
    }

    private static void flip(Path path, long at) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(at);
            int before = file.read();
            file.seek(at);
            file.write(before ^ 0xff);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void goesOnWhereExamplesOfAnotherShapeLie() throws IOException {
        FakeLog log = recording(3);
        train(log, folder.resolve("other"), 3);
        Path examples = folder.resolve("examples");
        try (SlotFile features = SlotFile.open(examples.resolve("features.slots"), 40);
                SlotFile responses = SlotFile.open(examples.resolve("responses.slots"), 40)) {
            features.append("stale", 0, 0, ByteBuffer.allocate(40));
            responses.append("stale", 0, 0, ByteBuffer.allocate(40));
        }
        log.add(Recording.response("a", "t11", 0));

        train(log, examples, 3);

        assertEquals(TRIALS + 1, log.published().getLast().manifest().getTrials());
        assertSameLearning(outcome(recording(3).add(Recording.response("a", "t11", 0)), "expected"),
                log.published().getLast());
    }

    @Test
    void makesUpForPublicationsThatFailed() throws IOException {
        PublishedEncoder expected = outcome(recording(3), "expected");
        FakeLog log = recording(3);
        log.failCommits(3);

        train(log, folder.resolve("failed"), 1);

        assertSameLearning(expected, log.published().getLast());
        assertEquals(0, log.published().getFirst().manifest().getVersion());
    }

    @Test
    void endsWhereAnotherTrainerHasTakenOver() {
        FakeLog log = recording(3);
        log.fence();
        Trainer trainer = trainer(log, folder, 3);

        assertThrows(ProducerFencedException.class, trainer::run);

        assertTrue(log.published().isEmpty());
    }

    @Test
    void saysThatTopicsWereMadeAnewUnderItsEncoder() throws IOException {
        FakeLog log = recording(3);
        train(log, folder, 3);
        log.clearInputs();

        IllegalStateException e = assertThrows(IllegalStateException.class, () -> train(log, folder, 3));

        assertTrue(e.getMessage().contains("but it ends at 0"), e.getMessage());
        assertTrue(e.getMessage().contains("delete the encoders topic"), e.getMessage());
    }

    @Test
    void endsWhenClosedBeforeTheFirstFeatures() throws IOException {
        FakeLog log = new FakeLog(3).add(Recording.response("a", "t1", 0));

        train(log, folder, 3);

        assertTrue(log.published().isEmpty());
    }

    @Test
    void sourceOffsetsAreWhatWasRead() throws IOException {
        FakeLog log = recording(3);

        train(log, folder, 3);

        Map<TopicPartition, Long> next = Horizon.of(log.published().getLast().manifest().getSourceOffsets()).next();
        assertEquals(14, next.get(new TopicPartition(Recording.INPUTS.responses(), 0)));
        assertEquals(7, next.get(new TopicPartition(Recording.INPUTS.features(), 0))
                + next.get(new TopicPartition(Recording.INPUTS.features(), 1)));
    }
}
