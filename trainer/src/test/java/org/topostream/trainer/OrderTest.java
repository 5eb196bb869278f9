package org.topostream.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.encoder.Precision;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;

/// What the order of records does to encoders, and what `trainedUpTo` promises to the scores.
class OrderTest {
    private static final int STEPS_PER_TRIAL = 2;
    private static final int RESPONSES = 9;

    @TempDir
    private Path folder;

    /// Publishes after every trial.
    private List<PublishedEncoder> train(FakeLog log, String examples) throws IOException {
        TrainerSettings settings = new TrainerSettings(Recording.SHAPE.bottleneck(),
                new TrainerSettings.Steps(STEPS_PER_TRIAL, 0, 3, TrainerSettings.Replay.UNIFORM, 0.2), 1,
                Duration.ZERO, 1, Precision.SINGLE, folder.resolve(examples));
        Trainer trainer = new Trainer(log, Recording.subject(), Recording.BACKBONE, settings,
                TrainingOptions.defaults());
        log.whenIdle(trainer::close);
        trainer.run();
        return log.published();
    }

    private static void assertSame(PublishedEncoder expected, PublishedEncoder actual, String what) {
        assertEquals(expected.manifest().getTrials(), actual.manifest().getTrials(), what);
        assertEquals(expected.blobs().keySet(), actual.blobs().keySet(), what);
        expected.blobs().forEach((name, blob) -> assertArrayEquals(blob, actual.blob(name), what + ": " + name));
    }

    /// Repeats, revisions of what was learnt and of what was not, an incomplete response, and features before, between
    /// and behind; responses from an offset on have other values.
    private static FakeLog recording(long changedFrom) {
        Responses responses = new Responses(changedFrom);
        return new FakeLog(1).add(Recording.features("a")).add(Recording.features("b"))
                .add(responses.next("b", "t1", 0)).add(responses.next("c", "t2", 0).setComplete(false))
                .add(responses.next("a", "t3", 0)).add(responses.next("b", "t1", 1))
                .add(responses.next("c", "t2", 0)).add(Recording.features("c"))
                .add(responses.next("b", "t4", 0)).add(responses.next("c", "t2", 2))
                .add(responses.next("a", "t3", 3)).add(responses.next("c", "t5", 0));
    }

    private static final class Responses {
        private final long changedFrom;
        private long offset;

        Responses(long changedFrom) {
            this.changedFrom = changedFrom;
        }

        Response.Builder next(String stimulusId, String trialId, int revision) {
            Response.Builder response = Recording.response(stimulusId, trialId, revision);
            if (offset++ >= changedFrom) {
                response.setValues(Tensors.float32(Recording.values("changed " + trialId, revision), 4));
            }
            return response;
        }
    }

    private static Map<Long, PublishedEncoder> byVersion(List<PublishedEncoder> published) {
        return published.stream()
                .collect(Collectors.toMap(encoder -> encoder.manifest().getVersion(), Function.identity()));
    }

    /// The promise that honest scores rest on: parameters, mean and spread alike.
    @Test
    void noEncoderDependsOnAResponseAtOrBehindItsTrainedUpTo() throws IOException {
        List<PublishedEncoder> published = train(recording(RESPONSES), "all");
        assertEquals(RESPONSES, published.getLast().manifest().getTrainedUpTo());

        for (PublishedEncoder expected : published) {
            EncoderManifest manifest = expected.manifest();
            String what = "version " + manifest.getVersion() + ", trained up to " + manifest.getTrainedUpTo();

            List<PublishedEncoder> changed = train(recording(manifest.getTrainedUpTo()),
                    "changed-" + manifest.getVersion());

            assertSame(expected, byVersion(changed).get(manifest.getVersion()), what);
        }
    }

    /// The other way round: it is not that responses did not matter.
    @Test
    void everyEncoderThatLearntDependsOnAResponseBeforeItsTrainedUpTo() throws IOException {
        List<PublishedEncoder> published = train(recording(RESPONSES), "all");
        Map<Long, PublishedEncoder> changed = byVersion(train(recording(0), "changed"));

        List<Long> learnt = published.stream().filter(encoder -> encoder.manifest().getTrials() > 0)
                .map(encoder -> encoder.manifest().getVersion()).toList();

        assertTrue(learnt.size() >= 5, learnt.toString());
        for (long version : learnt) {
            byte[] other = changed.get(version).blob(EncoderParts.STATISTICS);
            assertTrue(!java.util.Arrays.equals(byVersion(published).get(version).blob(EncoderParts.STATISTICS), other),
                    "version " + version);
        }
    }

    @Test
    void anEncoderThatReadAResponseBeforeItsFeaturesSaysSoThoughItHasNotLearntFromIt() throws IOException {
        FakeLog log = new FakeLog(1).add(Recording.features("a")).add(Recording.response("late", "t1", 0));
        EncoderManifest before = train(log, "examples").getLast().manifest();
        log.add(Recording.features("late"));

        EncoderManifest after = train(log, "examples").getLast().manifest();

        assertEquals(0, before.getTrials());
        assertEquals(1, before.getTrainedUpTo());
        assertEquals(1, after.getTrials());
        assertEquals(1, after.getTrainedUpTo());
    }

    @Test
    void aResponseToAStimulusThatNobodyShowedTeachesNothing() throws IOException {
        FakeLog without = new FakeLog(1).add(Recording.features("a")).add(Recording.response("a", "t1", 0));
        FakeLog with = new FakeLog(1).add(Recording.features("a")).add(Recording.response("unknown", "t0", 0))
                .add(Recording.response("unknown", "t0", 1)).add(Recording.response("a", "t1", 0));

        assertSame(train(without, "without").getLast(), train(with, "with").getLast(), "unknown stimulus");
    }

    @Test
    void aRevisionBeforeTheFeaturesIsAllThatIsLearnt() throws IOException {
        FakeLog plain = new FakeLog(1).add(Recording.features("a")).add(Recording.response("b", "t1", 1))
                .add(Recording.features("b"));
        FakeLog revised = new FakeLog(1).add(Recording.features("a")).add(Recording.response("b", "t1", 0))
                .add(Recording.response("b", "t1", 1)).add(Recording.features("b"));

        assertSame(train(plain, "plain").getLast(), train(revised, "revised").getLast(), "revised before its features");
    }

    @Test
    void aValidationStimulusIsNotTrainedOnThoughItsFeaturesComeAgainForTraining() throws IOException {
        FakeLog log = new FakeLog(1).add(Recording.features("a"))
                .add(Recording.features("v").setSplit(Split.VALIDATION)).add(Recording.response("a", "t1", 0))
                .add(Recording.response("v", "t2", 0)).add(Recording.features("v"));
        FakeLog without = new FakeLog(1).add(Recording.features("a")).add(Recording.response("a", "t1", 0));

        PublishedEncoder expected = train(without, "without").getLast();

        assertSame(expected, train(log, "examples").getLast(), "one run");
        log.add(Recording.features("v"));
        assertSame(expected, train(log, "examples").getLast(), "a second run");
        assertSame(expected, train(log, "lost examples").getLast(), "a third whose files are gone");
    }
}
