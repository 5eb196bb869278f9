package org.topostream.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.ScoreSet;

class LatestScoreTest {
    private final LatestScore score = new LatestScore("clip");

    private static Score of(String backbone, long version) {
        ScoreSet none = ScoreSet.newBuilder().setTrials(0).setRMean(0).setRMedian(0).setR2Mean(0)
                .setR(Tensors.float32(new float[1], 1)).setR2(Tensors.float32(new float[1], 1)).setRois(List.of())
                .build();
        return Score.newBuilder().setSubject("anna").setBackbone(backbone).setEncoderVersion(version)
                .setPrequential(none).setValidation(none).setUpdatedAt(Instant.EPOCH).build();
    }

    @Test
    void isThatOfTheBackboneWhoeverWasScoredLast() {
        score.take(of("clip", 1));
        score.take(of("clip", 2));
        score.take(of("mae", 9));

        assertEquals(Optional.of(of("clip", 2)), score.get());
    }

    @Test
    void isNoneWhereOnlyOthersWereScored() {
        score.take(of("mae", 9));

        assertTrue(score.get().isEmpty());
    }
}
