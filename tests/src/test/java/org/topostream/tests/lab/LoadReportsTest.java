package org.topostream.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/// What the reports of overload and soak say of numbers worked out by hand.
class LoadReportsTest {
    private static final LoadedLab.Count RIGHT = new LoadedLab.Count(0, 0);

    /// 100 a second could be predicted, ten times as many came for 120 s.
    private static OverloadReport overload(List<Double> after, long mostWaiting, long peak, LoadedLab.Count count) {
        return new OverloadReport(100, 120_000, 120, 1000, List.of(0.1, 0.2, 0.3), after, mostWaiting, 0,
                Map.of(Part.EXTRACT, peak), 0, 30, 400, count);
    }

    @Test
    void anOverloadThatIsBornPasses() {
        OverloadReport report = overload(List.of(0.2, 0.25, 0.3), 100_000, 700, RIGHT);

        assertTrue(report.pass(), report.table());
        assertTrue(report.table().contains("10.0 times the capacity"), report.table());
        assertTrue(report.table().contains("200 ms (100..300) before, 250 ms (200..300) after"), report.table());
    }

    @Test
    void eachThingThatIsNotBornIsNamed() {
        assertTrue(overload(List.of(0.36, 0.36), 100_000, 700, RIGHT).table().contains("NOT RECOVERED"));
        assertTrue(overload(List.of(0.2), 53_000, 700, RIGHT).table().contains("NOT VISIBLE"));
        assertTrue(overload(List.of(0.2), 100_000, 769, RIGHT).table().contains("NOT WITHIN 768 MB"));
        assertFalse(overload(List.of(0.36, 0.36), 100_000, 700, RIGHT).pass());
        assertFalse(overload(List.of(0.2), 53_000, 700, RIGHT).pass());
        assertFalse(overload(List.of(0.2), 100_000, 769, RIGHT).pass());
        assertFalse(overload(List.of(0.2), 100_000, 700, new LoadedLab.Count(1, 0)).pass());
        assertFalse(overload(List.of(0.2), 100_000, 700, new LoadedLab.Count(0, 1)).pass());
    }

    @Test
    void countsWhatIsMissingAndWhatIsThereTwice() {
        Map<String, List<Long>> written = Map.of("load-0", List.of(1L), "load-2", List.of(1L, 1L, 1L), "trial-1",
                List.of(1L, 1L));

        assertEquals(new LoadedLab.Count(2, 2), LoadedLab.Count.of(4, written));
    }

    private static SoakReport soak(List<Vitals> extract) {
        Map<Part, List<Vitals>> vitals = new EnumMap<>(Part.class);
        vitals.put(Part.EXTRACT, extract);
        vitals.put(Part.MAP, Collections.nCopies(30, new Vitals(50, 120, 90, 40)));
        return new SoakReport(200, 252_000, 1800, 0, vitals, RIGHT);
    }

    @Test
    void whatWarmsUpAndStaysIsFlat() {
        List<Vitals> extract = new ArrayList<>(IntStream.range(0, 10)
                .mapToObj(minute -> new Vitals(20 + 3 * minute, 100 + 10 * minute, 60 + minute, 30)).toList());
        extract.addAll(Collections.nCopies(20, new Vitals(50, 200, 70, 30)));

        SoakReport report = soak(extract);

        assertTrue(report.pass(), report.table());
        assertTrue(report.table().contains("70 % of the 200 a second"), report.table());
    }

    @Test
    void whatGrowsByAThreadAMinuteIsNamed() {
        SoakReport report = soak(IntStream.range(0, 30).mapToObj(minute -> new Vitals(50, 200, 70, 30 + minute))
                .toList());

        assertFalse(report.pass());
        assertEquals(1, report.table().lines().filter(line -> line.contains("GROWS")).count(), report.table());
    }

    @Test
    void barsBeginAtHalfTheLargestValue() {
        assertEquals("▁▁▅█", new Series(List.of(0.0, 50.0, 78.0, 100.0)).bars());
        assertThrows(IllegalArgumentException.class, () -> new Series(List.of(1.0, 2.0)));
    }

    @Test
    void liveHeapIsTheSumOfBothGenerations() throws IOException {
        String info = """
                4711:
                DefNew     total 118016K, used 2048K [0x00000000e8000000, 0x00000000f0000000, 0x00000000f0000000)
                  eden space 104960K,   1% used [0x00000000e8000000, 0x00000000e81a2f38, 0x00000000ee680000)
                Tenured    total 262144K, used 20480K [0x00000000f0000000, 0x0000000100000000, 0x0000000100000000)
                   the space 262144K,   7% used [0x00000000f0000000, 0x00000000f1400000, 0x0000000100000000)
                """;

        assertEquals(22, Vitals.usedMegabytes(info));
        assertThrows(IOException.class, () -> Vitals.usedMegabytes("Java HotSpot(TM) is gone"));
    }
}
