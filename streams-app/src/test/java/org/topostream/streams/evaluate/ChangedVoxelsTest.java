package org.topostream.streams.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topostream.streams.evaluate.Session.prediction;
import static org.topostream.streams.evaluate.Session.response;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.StageDriver;

/// A subject that has another number of voxels than when its scores were begun.
class ChangedVoxelsTest {
    private static final String PREDICTIONS = "predictions.anna";
    private static final String RESPONSES = "responses.anna";
    private static final Duration PUBLICATION = Duration.ofSeconds(1);

    private static Subject fewerVoxels() {
        return Subject.newBuilder(Session.subject()).setRois(List.of())
                .setCoordinates(Tensors.float32(new float[]{0, 1, 2, 3, 4, 5}, 2, 3))
                .setHemispheres(Tensors.int8(new byte[2], 2)).build();
    }

    private static StageDriver stage(Subject subject, Path folder) {
        return new StageDriver(EvaluateStage.topology(StageDriver.site(), subject), folder);
    }

    @Test
    void itsTrialsAreRefusedAndTheStageGoesOn(@TempDir Path before, @TempDir Path after) {
        try (StageDriver driver = stage(Session.subject(), before); StageDriver changed = stage(fewerVoxels(), after)) {
            driver.send(PREDICTIONS, "a", prediction("a", 0, 1, 2, 3).build());
            driver.send(RESPONSES, "a", response("a", "t1", 3, 1, 2).build());
            driver.restoreInto(changed);

            changed.advance(PUBLICATION);
            changed.send(PREDICTIONS, "b", prediction("b", 0, 1, 2).build());
            changed.send(RESPONSES, "b", response("b", "t2", 2, 1).build());
            changed.advance(PUBLICATION);

            assertEquals(List.of(), changed.<Score>read("scores.anna"));
            List<String> reasons = changed.reasons();
            assertEquals(2, reasons.size());
            reasons.forEach(reason -> assertTrue(
                    reason.contains("has 2 voxels now, its scores were begun with 3"), reason));
        }
    }
}
