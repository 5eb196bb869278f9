package org.topostream.producers.dataset.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final int TRIALS = 10;
    private static final int VOXELS = 2;

    /// Trial t has the values t and -t.
    private static final class Counted implements Windows.Source {
        private final List<String> reads = new ArrayList<>();
        private final int together;

        Counted(int together) {
            this.together = together;
        }

        @Override
        public int trials() {
            return TRIALS;
        }

        @Override
        public int voxels() {
            return VOXELS;
        }

        @Override
        public int together() {
            return together;
        }

        @Override
        public float[][] read(int from, int count) {
            reads.add(from + "+" + count);
            float[][] read = new float[count][];
            for (int i = 0; i < count; i++) {
                read[i] = new float[]{from + i, -from - i};
            }
            return read;
        }

        @Override
        public void close() {
            reads.add("close");
        }
    }

    private static List<String> readAll(Counted source, int bytes) throws IOException {
        try (Windows windows = new Windows(source, bytes)) {
            for (int trial = 0; trial < TRIALS; trial++) {
                assertArrayEquals(new float[]{trial, -trial}, windows.trial(trial));
            }
        }
        return source.reads;
    }

    @Test
    void readsAsManyTrialsAtOnceAsFit() throws IOException {
        assertEquals(List.of("0+4", "4+4", "8+2", "close"), readAll(new Counted(1), 4 * VOXELS * Float.BYTES));
    }

    @Test
    void keepsToThePiecesOfTheFile() throws IOException {
        assertEquals(List.of("0+3", "3+3", "6+3", "9+1", "close"),
                readAll(new Counted(3), 5 * VOXELS * Float.BYTES));
    }

    @Test
    void piecesThatDoNotFitAreReadInParts() throws IOException {
        assertEquals(List.of("0+4", "4+4", "8+2", "close"), readAll(new Counted(750), 4 * VOXELS * Float.BYTES));
    }

    @Test
    void aTrialThatDoesNotFitIsReadAlone() throws IOException {
        assertEquals(TRIALS + 1, readAll(new Counted(1), 1).size());
    }

    @Test
    void whatIsGivenIsNobodyElses() throws IOException {
        try (Windows windows = new Windows(new Counted(1))) {
            windows.trial(3)[0] = 99;

            assertArrayEquals(new float[]{3, -3}, windows.trial(3));
        }
    }

    @Test
    void aTrialThatIsNotThereIsRefused() throws IOException {
        try (Windows windows = new Windows(new Counted(1))) {
            assertThrows(IndexOutOfBoundsException.class, () -> windows.trial(TRIALS));
            assertThrows(IndexOutOfBoundsException.class, () -> windows.trial(-1));
        }
    }
}
