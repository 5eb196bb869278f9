package org.topostream.cli.acquire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.topostream.schemas.avro.ClockStatus;
import org.topostream.schemas.avro.SourceState;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.schemas.avro.VolumeRange;

class SourceTextTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static SourceStatus.Builder waiting() {
        return SourceStatus.newBuilder().setSubject("anna").setSource("folder /mnt").setDoor("folder")
                .setUpdatedAt(NOW);
    }

    private static SourceStatus.Builder receiving() {
        return waiting().setState(SourceState.RECEIVING).setRun("r1").setLastVolume(41).setVolumes(39).setPlanned(200)
                .setMissing(List.of(new VolumeRange(7, 7), new VolumeRange(17, 18))).setMissingVolumes(3)
                .setDuplicates(2).setLate(1).setLagMillis(340.4).setHeardAt(NOW.minusSeconds(3));
    }

    private static String row(SourceStatus status, Instant now) {
        StringWriter text = new StringWriter();
        SourceText.row(new PrintWriter(text, true), status, now);
        return text.toString().strip().replaceAll(" +", " ");
    }

    @Test
    void aSourceIsALine() {
        assertEquals("folder /mnt: waiting", SourceText.line(waiting().build()));
        assertEquals("folder /mnt: receiving run r1, 39 volumes of 200 up to number 41, 3 missing (7, 17-18), "
                + "2 duplicates, 1 late, lag 340 ms", SourceText.line(receiving().build()));
        assertEquals("folder /mnt: failed, 4 refused: a.dcm: cut off", SourceText.line(waiting()
                .setState(SourceState.FAILED).setRefused(4).setReason("a.dcm: cut off").build()));
    }

    @Test
    void aSourceIsARow() {
        assertEquals("anna folder /mnt receiving r1 41 39 3 2 1 0 340 ms 3 s", row(receiving().build(), NOW));
        assertEquals("anna folder /mnt waiting - - 0 0 0 0 0 - -", row(waiting().build(), NOW));
    }

    @Test
    void aSourceThatWasKilledIsLost() {
        SourceStatus status = receiving().build();

        assertFalse(SourceText.isLost(status, NOW.plusSeconds(15)));
        assertTrue(SourceText.isLost(status, NOW.plusSeconds(16)));
        assertTrue(row(status, NOW.plusSeconds(16)).startsWith("anna folder /mnt lost r1"));
        assertFalse(SourceText.isLost(receiving().setState(SourceState.ENDED).build(), NOW.plusSeconds(16)));
        assertFalse(SourceText.isLost(receiving().setDoor("estimate").build(), NOW.plusSeconds(16)),
                "the stage speaks only when something changes");
    }

    @Test
    void clocksAreRemarks() {
        ClockStatus.Builder clocks = ClockStatus.newBuilder().setMoments(2);
        assertTrue(row(receiving().setClocks(clocks.build()).build(), NOW).endsWith("clocks: 2 moments are too few"));

        String row = row(receiving().setClocks(clocks.setMoments(9).setOffset(3.25).setDrift(50e-6).setSpread(0.004)
                .setResidual(0.11).setAlarm(true).setStart("1 triggers missed").setAppliedShift(1.5).setWaiting(2)
                .build()).build(), NOW);

        assertTrue(row.endsWith("CLOCKS: scanner 3.250 s ahead, gains 50 ppm, spread 4 ms, newest off by 110 ms, "
                + "1 triggers missed, onsets moved by 1.500 s, 2 trials wait for clocks"), row);
    }
}
