package org.topostream.dashboard.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.topostream.dashboard.Samples;
import org.topostream.dashboard.Samples.Fed;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Surface;
import org.topostream.schemas.serde.UnreadableRecordException;

class IntakeTest {
    private final Fed fed = Fed.begin();
    private final LiveSubject anna = fed.live().subject("anna").orElseThrow();
    private final List<Update> told = new ArrayList<>();

    IntakeTest() {
        fed.live().listen(new Listener() {
            @Override
            public void changed(String subject, Update update) {
                told.add(update);
            }

            @Override
            public void beat() {}
        });
    }

    private static CorticalMap revised(long version, long revision, float value) {
        return CorticalMap.newBuilder(Samples.map("layer", version, value, 0, 0, 0)).setRevision(revision).build();
    }

    @Test
    void aLowerRevisionOfAVersionChangesNothing() {
        fed.take("clip/layer", revised(3, 2, 0.5f));

        fed.take("clip/layer", revised(3, 1, 0.9f));

        assertEquals(0.5f, anna.maps().newest("clip/layer").orElseThrow().values()[0]);
        assertEquals(1, told.size());
    }

    @Test
    void aHigherRevisionTakesThePlaceOfALower() {
        fed.take("clip/layer", revised(3, 1, 0.5f));
        fed.take("clip/layer", revised(4, 0, 0.6f));

        fed.take("clip/layer", revised(4, 1, 0.7f));

        assertEquals(List.of(3L, 4L), anna.maps().versions("clip/layer").stream()
                .map(map -> map.description().getEncoderVersion()).toList());
        assertEquals(0.7f, anna.maps().version("clip/layer", 4).orElseThrow().values()[0]);
    }

    @Test
    void numbersEveryUpdateHigherThanTheOneBefore() {
        fed.map("layer", 1, 0, 0, 0, 0);
        fed.take("clip", Samples.score(5, 1, 0, 0, 0, 0));
        fed.take("s1", Samples.prediction("s1", 1, 1, 2, 3, 4));

        List<Long> numbers = told.stream().map(Update::seq).toList();

        assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
        assertTrue(numbers.getFirst() > Samples.NOW.toEpochMilli());
    }

    @Test
    void aResponseMeetsItsPredictionWhicheverComesFirst() {
        fed.take("s1", Samples.prediction("s1", 7, 1, 2, 3, 4));
        fed.take("s1", Samples.response("s1", "t1", 0, 2, 4, 6, 8));
        fed.take("s2", Samples.response("s2", "t2", 0, 4, 3, 2, 1));
        fed.take("s2", Samples.prediction("s2", 8, 1, 2, 3, 4));

        List<Trial> trials = told.stream().map(Trial.class::cast).toList();

        assertEquals(List.of("clip", "clip", "", "clip"), trials.stream().map(Trial::backbone).toList());
        assertEquals(Double.NaN, trials.getFirst().r());
        assertEquals(1, trials.get(1).r(), 1e-12);
        assertEquals(-1, trials.get(3).r(), 1e-12);
        assertEquals("t2", trials.get(3).trialId());
        assertArrayEquals(new float[]{4, 3, 2, 1}, trials.get(3).measured().orElseThrow());
    }

    @Test
    void theSameResponseTwiceIsToldOnce() {
        fed.take("s1", Samples.response("s1", "t1", 1, 2, 4, 6, 8));

        fed.take("s1", Samples.response("s1", "t1", 1, 2, 4, 6, 8));
        fed.take("s1", Samples.response("s1", "t1", 0, 1, 1, 1, 2));

        assertEquals(1, told.size());
    }

    @Test
    void aVoxelRemembersItsTrialsInOrder() {
        fed.take("s1", Samples.prediction("s1", 7, 1, 2, 3, 4));
        fed.take("s2", Samples.prediction("s2", 7, 5, 6, 7, 8));
        fed.take("s1", Samples.response("s1", "t1", 0, 2, 4, 6, 8));

        List<VoxelTrial> trials = anna.trials().of("clip", 1);

        assertEquals(List.of("s2", "s1"), trials.stream().map(VoxelTrial::stimulusId).toList());
        assertEquals(Double.NaN, trials.getFirst().measured());
        assertEquals(2, trials.getLast().predicted());
        assertEquals(4, trials.getLast().measured());
    }

    @Test
    void theLearningCurveHasOnePointForEachNumberOfTrials() {
        fed.take("clip", Samples.score(5, 1, 0.1f, 0, 0, 0));
        fed.take("clip", Samples.score(5, 2, 0.2f, 0, 0, 0));
        fed.take("clip", Samples.score(9, 3, 0.3f, 0, 0, 0));

        List<ScorePoint> curve = anna.scores().curve("clip");

        assertEquals(List.of(5L, 9L), curve.stream().map(ScorePoint::trials).toList());
        assertEquals(List.of(2L, 3L), curve.stream().map(ScorePoint::encoderVersion).toList());
        assertEquals(0.3f, anna.scores().voxels("clip").getLast().r()[0]);
    }

    @Test
    void refusesWhatDoesNotFitTheSubject() {
        assertThrows(UnreadableRecordException.class,
                () -> fed.take("clip/scale", Samples.map("layer", 1, 0, 0, 0, 0)));
        assertThrows(UnreadableRecordException.class, () -> fed.take("clip/layer", CorticalMap
                .newBuilder(Samples.map("layer", 1, 0, 0, 0, 0)).setColumns(List.of("x", "y")).build()));
        assertThrows(UnreadableRecordException.class, () -> fed.take("clip/layer", CorticalMap
                .newBuilder(Samples.map("layer", 1, 0, 0, 0, 0)).setMinimum(Double.NaN).build()));
        assertThrows(UnreadableRecordException.class, () -> fed.take("clip", Samples.score(5, 1, 0, 0, 0)));
        assertThrows(UnreadableRecordException.class,
                () -> fed.take("s1", Samples.prediction("s1", 1, 1, Float.NaN, 3, 4)));
        assertThrows(UnreadableRecordException.class,
                () -> fed.intake().take("bert", "s1", Samples.prediction("s1", 1, 1, 2, 3, 4), Samples.FRESH));
        assertThrows(UnreadableRecordException.class, () -> fed.intake().take("anna", "right/inflated",
                Samples.surface(), Samples.FRESH));
        assertEquals(List.of(), told);
    }

    @Test
    void refusesASurfaceWhoseCornersOrVoxelsDoNotExist() {
        assertThrows(UnreadableRecordException.class, () -> fed.take("left/inflated", Surface
                .newBuilder(Samples.surface()).setFaces(Samples.ints(0, 1, 3)).build()));
        assertThrows(UnreadableRecordException.class, () -> fed.take("left/inflated", Surface
                .newBuilder(Samples.surface()).setVoxels(Samples.ints(0, 4, -1)).build()));
    }

    @Test
    void forgetsASubjectWithAllThatIsKnownOfIt() {
        fed.map("layer", 1, 0, 0, 0, 0);

        fed.intake().takeAway("subjects", "", "anna");

        assertEquals(Optional.empty(), fed.live().subject("anna"));
        fed.intake().take("", "anna", Samples.subject("anna"), Samples.FRESH);
        assertEquals(List.of(), fed.live().subject("anna").orElseThrow().maps().newest());
    }

    @Test
    void takesOnlyTheSubjectThatWasAskedFor() {
        Intake picky = new Intake(fed.live(), Optional.of("anna"));

        picky.take("", "bert", Samples.subject("bert"), Samples.FRESH);

        assertEquals(Optional.empty(), fed.live().subject("bert"));
    }
}
