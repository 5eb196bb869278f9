package org.topostream.producers.scan.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.timing.RunNumbers;
import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.VolumeSender.Origin;
import org.topostream.producers.scan.folder.FolderStatus;
import org.topostream.schemas.avro.SourceState;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.schemas.avro.VolumeRange;

class SourceAccountTest {
    private static final int NOON = 43_200;
    private static final double DAYS = 20_000.0 * 86_400;

    private final HandClock clock = new HandClock();
    private final List<String> delivered = new ArrayList<>();
    private Optional<IOException> trouble = Optional.empty();
    private final SourceAccount account = new SourceAccount(new Origin("anna", "day1", "afni", OptionalDouble.empty()),
            "afni 7954", this::take, clock);

    private void take(String run, ScannedVolume volume) throws IOException {
        if (trouble.isPresent()) {
            throw trouble.get();
        }
        delivered.add(run + "/" + volume.number());
    }

    private void deliver(int number, OptionalDouble acquiredAt) throws Exception {
        account.deliver("r1", new ScannedVolume("series", number, new int[]{1, 1, 1}, new float[1], new double[16],
                OptionalDouble.of(3), acquiredAt, OptionalInt.of(6)));
    }

    private void deliver(int... numbers) throws Exception {
        for (int number : numbers) {
            deliver(number, OptionalDouble.empty());
        }
    }

    @Test
    void tellsWhichVolumesHaveCome() throws Exception {
        assertEquals(SourceState.WAITING, account.status().getState());

        deliver(0, 4, 2, 4);

        SourceStatus status = account.status();
        assertEquals("anna day1 afni 7954 afni r1", String.join(" ", status.getSubject(), status.getSession(),
                status.getSource(), status.getDoor(), status.getRun()));
        assertEquals(SourceState.RECEIVING, status.getState());
        assertEquals(4, status.getLastVolume());
        assertEquals(3, status.getVolumes());
        assertEquals(6, status.getPlanned());
        assertEquals(List.of(new VolumeRange(1, 1), new VolumeRange(3, 3)), status.getMissing());
        assertEquals(2, status.getMissingVolumes());
        assertEquals(1, status.getDuplicates());
        assertEquals(1, status.getLate());
        assertEquals(clock.instant(), status.getHeardAt());
        assertEquals(List.of("r1/0", "r1/4", "r1/2", "r1/4"), delivered);
    }

    @Test
    void isSilentAfterThreeVolumesTimeAndEndsWithTheRun() throws Exception {
        deliver(0, 1, 2, 3, 4);
        clock.pass(Duration.ofSeconds(9));
        assertEquals(SourceState.RECEIVING, account.status().getState());
        clock.pass(Duration.ofMillis(1));
        assertEquals(SourceState.SILENT, account.status().getState());

        deliver(5);

        assertEquals(SourceState.ENDED, account.status().getState());
    }

    @Test
    void whatCannotBePassedOnIsToldUntilItCan() throws Exception {
        trouble = Optional.of(new IOException("Kafka is away"));
        assertThrows(IOException.class, () -> deliver(0));
        assertEquals(SourceState.FAILED, account.status().getState());
        assertEquals("Kafka is away", account.status().getReason());
        trouble = Optional.of(new BadScanException("too large"));
        assertThrows(BadScanException.class, () -> deliver(0));
        trouble = Optional.empty();

        deliver(0);

        assertEquals(SourceState.RECEIVING, account.status().getState());
        assertEquals(1, account.status().getRefused());
        assertEquals("too large", account.status().getReason());
    }

    @Test
    void aLagIsToldByTheTimeOfDay() throws Exception {
        deliver(0, OptionalDouble.of(NOON - 1.75));
        assertEquals(1750, account.status().getLagMillis(), 1e-3);
        deliver(1, OptionalDouble.of(DAYS + NOON - 2));
        assertEquals(2000, account.status().getLagMillis(), 1e-3);
        clock.pass(Duration.ofHours(12).plusSeconds(1));
        deliver(2, OptionalDouble.of(86_399));
        assertEquals(2000, account.status().getLagMillis(), 1e-3, "over midnight");

        deliver(3, OptionalDouble.of(17));
        deliver(4, OptionalDouble.of(40_000));

        assertNull(account.status().getLagMillis(), "a clock that counts from something else");
    }

    private static FolderStatus folder(boolean reachable, Map<String, String> troubles, RunNumbers newest) {
        return new FolderStatus(reachable, 0, 0, 0, 4, Map.of(), Map.of(), List.of(), troubles,
                newest.highest().isPresent() ? Optional.of(newest.tally()) : Optional.empty(), 2,
                Optional.of("b.dcm: cut off"));
    }

    @Test
    void aFolderKnowsWhatWasDeliveredBeforeARestart() throws Exception {
        RunNumbers before = new RunNumbers("r1");
        List.of(0, 1, 2, 3).forEach(before::arrived);
        deliver(3);

        SourceStatus status = FolderReport.of(account.status(), folder(true, Map.of(), before));

        assertEquals(4, status.getVolumes());
        assertEquals(0, status.getMissingVolumes());
        assertEquals(4, status.getDuplicates());
        assertEquals(2, status.getRefused());
        assertEquals("b.dcm: cut off", status.getReason());
        assertEquals(SourceState.RECEIVING, status.getState());
    }

    @Test
    void aFolderThatIsAwayHasFailed() {
        RunNumbers none = new RunNumbers("r1");

        SourceStatus away = FolderReport.of(account.status(), folder(false, Map.of("output", "x"), none));
        SourceStatus stuck = FolderReport.of(account.status(), folder(true, Map.of("output", "no answer"), none));

        assertEquals(SourceState.FAILED, away.getState());
        assertEquals("the folder is not there", away.getReason());
        assertEquals(SourceState.FAILED, stuck.getState());
        assertEquals("output: no answer", stuck.getReason());
    }
}
