package org.topostream.streams;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

import org.topostream.schemas.encoders.TrainerProgress;
import org.topostream.streams.map.MapStage;
import org.topostream.streams.score.ScoreStage;

/// A stage's name is its consumer group, its folder and its transactions: two that share one take each other's records.
class StageNamesTest {
    @Test
    void tellSubjectAndBackboneApartWhereBothHaveHyphens() {
        assertNotEquals(ScoreStage.name("anna-1", "clip"), ScoreStage.name("anna", "1-clip"));
        assertNotEquals(MapStage.name("anna-1", "clip"), MapStage.name("anna", "1-clip"));
        assertNotEquals(TrainerProgress.group("anna-1", "clip"), TrainerProgress.group("anna", "1-clip"));
    }
}
