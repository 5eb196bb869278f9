package org.topostream.streams.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.avro.SourceState;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.schemas.avro.VolumeRange;

class EstimateStatusTest {
    private static final ScannedRun RUN = new ScannedRun("run-1", 1);

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

    private void volumes(int... numbers) {
        IntStream.of(numbers).forEach(number -> rig.send(RUN.volume(number).build()));
    }

    @Test
    void saysWhatHasComeOfTheRunThatIsUnderWay() {
        volumes(0, 1, 4, 3, 4, 9);
        rig.send(RUN.volume(5).setSubject("bert").build());

        rig.driver().advance(Duration.ofSeconds(1));

        SourceStatus status = rig.statuses().getLast();
        assertEquals(SourceState.RECEIVING, status.getState());
        assertEquals("anna run-1 estimate",
                String.join(" ", status.getSubject(), status.getRun(), status.getSource()));
        assertEquals(9, status.getLastVolume());
        assertEquals(5, status.getVolumes());
        assertEquals(ScannedRun.LENGTH, status.getPlanned());
        assertEquals(List.of(new VolumeRange(2, 2), new VolumeRange(5, 8)), status.getMissing());
        assertEquals(5, status.getMissingVolumes());
        assertEquals(1, status.getDuplicates());
        assertEquals(1, status.getLate());
        assertEquals(1, status.getRefused());
        assertEquals("volume 5 of run run-1 is of subject bert, expected anna", status.getReason());
        assertNull(status.getClocks());
    }

    @Test
    void saysNothingWhileNothingChanges() {
        rig.driver().advance(Duration.ofSeconds(3));
        assertEquals(List.of(), rig.statuses());
        volumes(0);
        rig.driver().advance(Duration.ofSeconds(1));
        assertEquals(1, rig.statuses().size());

        rig.driver().advance(Duration.ofSeconds(3));

        assertEquals(List.of(), rig.statuses());
    }

    @Test
    void saysThatARunIsOver() {
        volumes(0, 1);

        rig.driver().advance(Duration.ofSeconds(31));

        rig.driver().advance(Duration.ofSeconds(1));
        assertEquals(SourceState.ENDED, rig.statuses().getLast().getState());
    }

    @Test
    void tellsOfARunWhoseLastVolumesComeAfterTheNextOnesFirst() {
        ScannedRun next = new ScannedRun("run-2", 2);
        volumes(0, 1, 3);
        rig.send(next.volume(0).build());
        volumes(2);
        rig.send(next.volume(1).build());

        rig.driver().advance(Duration.ofSeconds(1));

        List<SourceStatus> all = rig.statuses();
        List<SourceStatus> told = all.subList(all.size() - 2, all.size());
        assertEquals(List.of("run-1", "run-2"), told.stream().map(SourceStatus::getRun).toList());
        assertEquals(List.of(), told.getFirst().getMissing());
        assertEquals(SourceState.ENDED, told.getFirst().getState());
        assertEquals(SourceState.RECEIVING, told.getLast().getState());
    }
}
