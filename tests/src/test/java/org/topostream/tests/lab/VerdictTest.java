package org.topostream.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.avro.EncoderManifest;

/// A verdict that cannot be "guilty" would be worth nothing.
class VerdictTest {
    private final Map<String, List<Long>> features = new HashMap<>(Map.of("a", List.of(11L), "b", List.of(22L)));
    private final Map<String, List<Long>> predictions = new HashMap<>(Map.of("a", List.of(0L), "b", List.of(1L)));
    private final Map<String, Integer> letters = new HashMap<>(Map.of("broken from extract", 1));
    private final Map<String, Integer> maps = new HashMap<>(Map.of("layer of version 0", 1));
    private final Map<String, Integer> examples = new HashMap<>(Map.of("features of a", 1, "response to a", 1));
    private final Map<String, Integer> scored = new HashMap<>(Map.of("TRAIN t1", 1, "TRAIN t2", 1));
    private long prequential = 2;
    private double scoreError;
    private long trials = 2;
    private long steps = 2;
    private Outcome uninterrupted;
    private Map<String, Integer> uninterruptedExamples;

    @BeforeEach
    void runWithoutFaults() {
        uninterrupted = outcome();
        uninterruptedExamples = Map.copyOf(examples);
    }

    private Outcome outcome() {
        EncoderManifest encoder = EncoderManifest.newBuilder().setSubject("s").setBackbone("net").setBackboneDigest("")
                .setVersion(0).setSteps(steps).setTrials(trials).setTrainedUpTo(2).setSourceOffsets(List.of())
                .setBlobs(List.of()).setPublishedAt(Instant.EPOCH).build();
        return new Outcome(Map.copyOf(features), Map.copyOf(predictions), Map.of("a", 0L, "b", 1L),
                Map.copyOf(letters), new Outcome.Scored(prequential, scoreError), new Outcome.Scored(0, 0),
                Map.copyOf(scored), encoder, Map.copyOf(maps), Set.of("layer of version 0"));
    }

    private Verdict verdict() {
        return Verdict.of(outcome(), examples, uninterrupted, uninterruptedExamples);
    }

    private void assertFound(int lost, int duplicated, int leaked, int different) {
        Verdict verdict = verdict();
        assertEquals(List.of(lost, duplicated, leaked, different),
                List.of(verdict.lost(), verdict.duplicated(), verdict.leaked(), verdict.different()),
                verdict.findings().toString());
        assertFalse(verdict.pass());
        assertFalse(verdict.findings().isEmpty());
    }

    @Test
    void passesWhatIsTheSame() {
        assertTrue(verdict().pass());
        assertEquals(List.of(), verdict().findings());
    }

    @Test
    void findsWhatIsLost() {
        predictions.remove("a");
        features.remove("b");
        letters.clear();
        maps.clear();
        examples.remove("response to a");
        scored.remove("TRAIN t2");
        prequential = 1;
        trials = 1;
        steps = 1;

        assertFound(9, 0, 0, 0);
    }

    @Test
    void findsWhatIsThereTwice() {
        predictions.put("a", List.of(0L, 0L));
        features.put("b", List.of(22L, 22L));
        letters.put("broken from extract", 2);
        maps.put("layer of version 0", 2);
        examples.put("features of a", 2);
        prequential = 3;
        trials = 3;
        steps = 4;

        assertFound(0, 9, 0, 0);
    }

    @Test
    void findsAPredictionWhoseEncoderHadReadTheAnswer() {
        predictions.put("b", List.of(2L));

        assertFound(0, 0, 1, 0);
    }

    @Test
    void findsAScoreThatIsNotThatOfItsTrials() {
        scoreError = 1e-4;

        assertFound(0, 0, 0, 1);
    }

    @Test
    void findsWhatIsOfOtherContentOrNeverShown() {
        features.put("a", List.of(12L));
        predictions.put("c", List.of(0L));

        assertFound(0, 0, 0, 2);
    }
}
