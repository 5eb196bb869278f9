package org.topostream.factortopy.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/// Against NumPy's least squares through the pairs that are good, as `timing/clock_pairs.py` prints it.
class ClockFitTest {

    private static List<ClockPair> pairs() throws IOException {
        List<ClockPair> pairs = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Objects.requireNonNull(
                ClockFitTest.class.getResourceAsStream("/timing/clock_pairs.csv")), StandardCharsets.UTF_8))) {
            lines.lines().map(line -> line.split(",", -1)).forEach(
                    fields -> pairs.add(new ClockPair(Double.parseDouble(fields[0]), Double.parseDouble(fields[1]))));
        }
        return pairs;
    }

    @Test
    void goesThroughGoodPairsAsIfThereWereNoWrongOnes() throws IOException {
        ClockFit fit = ClockFit.of(pairs()).orElseThrow();

        assertEquals(24, fit.outliers());
        assertEquals(276, fit.pairs());
        assertEquals(3.015590373654117, fit.offsetAt(40_300), 1e-9);
        assertEquals(5.2672419068571674e-05, fit.drift(), 1e-12);
        assertEquals(0.0038103887564485002, fit.spread(), 1e-9);
    }

    @Test
    void findsAnExactLine() {
        List<ClockPair> exact = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            exact.add(new ClockPair(10 * i, 10 * i + 5 + 1e-4 * 10 * i));
        }

        ClockFit fit = ClockFit.of(exact).orElseThrow();

        assertEquals(5, fit.offsetAt(0), 1e-9);
        assertEquals(1e-4, fit.drift(), 1e-12);
        assertEquals(1_000 + 5.1, fit.scannerAt(1_000), 1e-9);
        assertEquals(0.5, fit.residual(new ClockPair(1_000, 1_005.6)), 1e-9);
    }

    @Test
    void doesNotTakeJitterOverAShortTimeForDrift() {
        List<ClockPair> jittering = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            jittering.add(new ClockPair(i, i + 5 + 0.01 * (i % 2) + 0.001 * i));
        }

        ClockFit fit = ClockFit.of(jittering).orElseThrow();

        assertEquals(0, fit.drift());
        assertEquals(5.0145, fit.offset(), 1e-9);
    }

    @Test
    void manyEventsAtOneMomentAreNoSlope() {
        List<ClockPair> same = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            same.add(new ClockPair(i < 19 ? 100 : 400, i < 19 ? 105 : 405));
        }

        assertEquals(0, ClockFit.of(same).orElseThrow().drift(), 1e-12);
    }

    @Test
    void twoPairsTellNothing() {
        assertEquals(Optional.empty(), ClockFit.of(List.of(new ClockPair(0, 3), new ClockPair(1, 4))));
        assertTrue(ClockFit.of(List.of(new ClockPair(0, 3), new ClockPair(1, 4), new ClockPair(2, 5))).isPresent());
    }
}
