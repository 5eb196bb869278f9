package org.topostream.producers.scan.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerTest {
    private static final List<LedgerEntry> ENTRIES = List.of(new LedgerEntry.Run("5 bold\tä", "run/1"),
            new LedgerEntry.Volume("5 bold\tä", 17, -123_456), new LedgerEntry.Settled("day/a b+c%.dcm\n",
                    new Stamp(1L << 40, -5)));

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("state/ledger");
    }

    private List<LedgerEntry> read() throws IOException {
        List<LedgerEntry> known = new ArrayList<>();
        FileLedger.open(file, known::add).close();
        return known;
    }

    private void write(List<LedgerEntry> entries) throws IOException {
        try (FileLedger ledger = FileLedger.open(file, known -> {})) {
            ledger.note(entries);
            assertEquals(Optional.empty(), ledger.trouble());
        }
    }

    @Test
    void tellsWhatWasNotedInItsOrder() throws IOException {
        write(ENTRIES.subList(0, 2));
        write(ENTRIES.subList(2, 3));

        assertEquals(ENTRIES, read());
    }

    @Test
    void isOnTheDiskWithoutBeingClosed() throws IOException {
        try (FileLedger ledger = FileLedger.open(file, known -> {})) {
            ledger.note(ENTRIES);

            assertEquals(4, Files.readAllLines(file).size());
        }
    }

    @Test
    void losesOnlyWhatACrashTore() throws IOException {
        write(ENTRIES);
        byte[] whole = Files.readAllBytes(file);
        int header = Files.readAllLines(file).getFirst().length() + 1;
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            List<LedgerEntry> known = read();

            assertEquals(ENTRIES.subList(0, known.size()), known, "cut at " + length);
            assertTrue(length > header || known.isEmpty(), "cut at " + length);
            assertEquals(known, read(), "cut at " + length);
        }
    }

    @Test
    void goesOnAfterWhatACrashTore() throws IOException {
        write(ENTRIES);
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length - 3] ^= 1;
        Files.write(file, whole);

        write(ENTRIES.subList(2, 3));

        assertEquals(ENTRIES, read());
    }

    @Test
    void leavesFilesOfOtherKindsAlone() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "somebody's thesis");

        IOException refused = assertThrows(IOException.class, this::read);

        assertTrue(refused.getMessage().contains("got another file"), refused.getMessage());
        assertEquals("somebody's thesis", Files.readString(file));
    }

    @Test
    void isForOneProgramAtATime() throws IOException {
        try (FileLedger first = FileLedger.open(file, known -> {})) {
            first.note(ENTRIES);

            assertThrows(IOException.class, this::read);
        }
        assertEquals(ENTRIES, read());
    }
}
