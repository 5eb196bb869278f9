package org.topostream.streams.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.streams.StoredBytes;

/// Runs that have been over for a day take no room, and do not begin anew by what comes of them then.
class ForgottenRunsTest {
    private static final ScannedRun RUN = new ScannedRun("run-1", 1);
    private static final float TOLERANCE = 1e-4f;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private EstimateRig rig;

    @BeforeEach
    void start() {
        rig = new EstimateRig(EstimateOptions.defaults(), folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void sendAllBut(ScannedRun run, int number) {
        run.events().forEach(rig::send);
        run.volumes().stream().filter(volume -> volume.getNumber() != number).forEach(rig::send);
    }

    private Set<String> runsIn(String store) {
        return rig.stored(store).keySet().stream().map(key -> key.replaceAll("\u0000.*", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void whatComesWithinADayStillCounts() {
        sendAllBut(RUN, 20);
        rig.driver().advance(Duration.ofHours(23));

        rig.send(RUN.volume(20).build());

        EstimateRig.assertBetas(RUN, RUN.betas(RUN.volumes()), rig.responses(), TOLERANCE);
    }

    @Test
    void afterADayAllThatIsKeptIsItsName() {
        sendAllBut(RUN, 20);
        rig.driver().advance(Duration.ofHours(24).plus(SECOND));

        for (String store : List.of(RunStore.VOLUMES, RunStore.EVENTS, RunStore.PUBLISHED, RunStore.REFERENCES,
                RunStore.CLOCKS)) {
            assertEquals(Map.of(), rig.stored(store), store);
        }
        assertEquals(Set.of("run-1"), runsIn(RunStates.RUNS));
    }

    @Test
    void whatComesOfAForgottenRunIsRefusedAlsoAfterARestart() {
        sendAllBut(RUN, 20);
        rig.driver().advance(Duration.ofHours(24).plus(SECOND));
        rig.responses();
        rig.restart();

        rig.send(RUN.volume(20).build());
        rig.send(RUN.event(0));

        assertEquals(List.of(
                "volume 20 of run run-1: run run-1 was over for 24 hours and is forgotten; expected what belongs to it "
                        + "before, or another run's name",
                "trial run-1-trial-0: run run-1 was over for 24 hours and is forgotten; expected what belongs to it "
                        + "before, or another run's name"),
                rig.driver().reasons());
        assertEquals(List.of(), rig.responses());
        assertEquals(Map.of(), rig.stored(RunStore.VOLUMES));
    }

    @Test
    void otherRunsStay() {
        ScannedRun next = new ScannedRun("run-10", 2);
        sendAllBut(RUN, 20);
        rig.driver().advance(Duration.ofHours(12));
        sendAllBut(next, 20);

        rig.driver().advance(Duration.ofHours(12).plus(SECOND));

        assertEquals(Set.of("run-10"), runsIn(RunStore.VOLUMES));
        assertEquals(Set.of("run-10"), runsIn(RunStore.EVENTS));
        rig.responses();
        rig.send(next.volume(20).build());
        EstimateRig.assertBetas(next, next.betas(next.volumes()), rig.responses(), TOLERANCE);
    }

    /// Events may be sent days before the scan.
    @Test
    void aRunThatHasNotBegunIsNotForgotten() {
        RUN.events().forEach(rig::send);
        rig.driver().advance(Duration.ofDays(3));

        RUN.volumes().forEach(rig::send);

        EstimateRig.assertBetas(RUN, RUN.betas(RUN.volumes()), rig.responses(), TOLERANCE);
    }

    /// They did not say since when a run was over.
    @Test
    void runsOfEarlierVersionsAreForgottenADayAfterTheyAreSeen() {
        sendAllBut(RUN, 20);
        rig.driver().<byte[]>store(RunStates.RUNS).put("run-1", StoredBytes.of(1));
        rig.restart();
        rig.driver().advance(Duration.ofHours(23));
        assertFalse(rig.stored(RunStore.VOLUMES).isEmpty());

        rig.driver().advance(Duration.ofHours(25));

        assertTrue(rig.stored(RunStore.VOLUMES).isEmpty());
    }
}
