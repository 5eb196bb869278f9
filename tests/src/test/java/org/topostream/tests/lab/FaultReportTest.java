package org.topostream.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class FaultReportTest {

    /// A hundred kills that took 1 to 100 s, half of that until predictions were back.
    private static FaultReport report() {
        List<FaultReport.Recovery> recoveries = new ArrayList<>();
        for (int second = 1; second <= 100; second++) {
            recoveries.add(new FaultReport.Recovery(second <= 40 ? FaultKind.KILL_SCORE : FaultKind.KILL_MAP,
                    second / 2.0, second, second % 2));
        }
        return new FaultReport(7, 200, recoveries, 500, 90, 3, List.of(FaultKind.DISK_FULL), new Verdict());
    }

    @Test
    void tellsQuantilesByKindAndOfAll() {
        String table = report().table().replaceAll(" +", " ");

        assertTrue(table.contains("kill-score 40 10.0 s 20.0 s 20.0 s 20.0 s 40.0 s 40.0 s"), table);
        assertTrue(table.contains("all 100 25.0 s 49.5 s 50.0 s 50.0 s 99.0 s 100.0 s"), table);
        assertTrue(table.contains("seed 7, faults 201 to 300: 0 lost"), table);
        assertTrue(table.contains("disk-full: not possible on this machine"), table);
        assertTrue(table.contains("of the faults, 50 saw an encoder published"), table);
    }

    @Test
    void tellsTheSameAsJson() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(report().json());

        assertEquals(100, json.path("faults").asInt());
        assertEquals(200, json.path("skipped").asInt());
        assertEquals(99, json.path("recoverySeconds").path("p99").asDouble());
        assertEquals(49.5, json.path("predictsAgainSeconds").path("p99").asDouble());
        assertEquals(40, json.path("faultsByKind").path("kill-score").asInt());
        assertEquals("KILL_SCORE", json.path("recoveries").path(0).path("kind").asText());
    }

    @Test
    void isAReportAlsoWhereTheFirstFaultWasTheLast() throws JsonProcessingException {
        FaultReport none = new FaultReport(7, 0, List.of(), 0, 0, 0, List.of(), new Verdict());

        assertTrue(none.table().contains("seed 7, faults 1 to 0: 0 lost, 0 duplicated"));
        assertTrue(none.json().contains("\"faults\":0"));
    }
}
