package org.topostream.producers.scan.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDoorFaultsTest {
    @TempDir
    private Path root;
    private DoorRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new DoorRig(root);
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    @Test
    void aBadFileGoesToTheErrorFolderWithItsReasonAndHoldsNothingUp() throws Exception {
        Path error = rig.folder(FolderSettings.ERROR, "error");
        rig.write("day/1.scan", "nonsense", "end");
        rig.write("day/2.scan", "volume bold 2 7", "end");

        rig.look(3);
        assertEquals(List.of("bold/2=7"), rig.received().volumes());
        assertFalse(Files.exists(error.resolve("day/1.scan")), "it may be half-written");
        rig.look(20);

        assertTrue(Files.exists(error.resolve("day/1.scan")));
        assertEquals("1.scan: expected a volume, got nonsense\n",
                Files.readString(error.resolve("day/1.scan.reason.txt")));
        assertFalse(Files.exists(rig.input().resolve("day/1.scan")));
    }

    @Test
    void aBadFileThatPeoplePutRightAndPutBackIsRead() throws Exception {
        Path error = rig.folder(FolderSettings.ERROR, "error");
        rig.write("1.scan", "nonsense", "end");
        rig.look(30);
        assertTrue(Files.exists(error.resolve("1.scan")));
        rig.write("1.scan", "volume bold 1 7", "end");

        rig.look(3);

        assertEquals(List.of("bold/1=7"), rig.received().volumes());
    }

    @Test
    void withoutAnErrorFolderABadFileStaysAndIsReported() throws Exception {
        Path file = rig.write("1.scan", "nonsense", "end");

        rig.look(30);

        assertEquals(Map.of("1.scan", "1.scan: expected a volume, got nonsense"), rig.status().refused());
        assertTrue(Files.exists(file));
        rig.write("1.scan", "volume bold 1 7", "end");
        rig.look(3);
        assertEquals(List.of("bold/1=7"), rig.received().volumes());
        assertEquals(Map.of(), rig.status().refused());
    }

    @Test
    void aReaderThatBreaksMakesTheFileBadAndNothingElse() throws Exception {
        rig.write("1.scan", "volume bold", "end");
        rig.write("2.scan", "volume bold 2 7", "end");

        rig.look(30);

        assertEquals(List.of("bold/2=7"), rig.received().volumes());
        assertEquals(Set.of("1.scan"), rig.status().refused().keySet());
    }

    @Test
    void aFileThatStaysHalfWrittenIsBadInTheEnd() throws Exception {
        rig.write("1.scan", "volume bold 1 7");

        rig.look(30);

        assertEquals(Map.of("1.scan", "is not whole"), rig.status().refused());
    }

    @Test
    void aFileThatVanishesIsForgotten() throws Exception {
        Path file = rig.write("1.scan", "volume bold 1 7");
        rig.look(5);
        assertEquals(1, rig.status().waiting());
        Files.delete(file);

        rig.look(30);

        assertEquals(0, rig.status().waiting());
        assertEquals(Map.of(), rig.status().refused());
    }

    @Test
    void aShareThatComesBackGivesNothingTwiceAndWhatIsNewOnIt() throws Exception {
        rig.write("1.scan", "volume bold 1 7", "end");
        rig.write("2.scan", "slice bold 2 0 2 8", "end");
        rig.look(5);
        Path share = rig.unmount();
        rig.look(2);
        assertFalse(rig.status().reachable());
        Files.createDirectories(rig.input());
        rig.look(2);
        assertTrue(rig.status().reachable());
        rig.write(share, "3.scan", "slice bold 2 1 2 9", "end");
        rig.mount();

        rig.look(5);

        assertEquals(List.of("bold/1=7", "bold/2=8 9"), rig.received().volumes());
        assertEquals(Map.of(), rig.status().troubles());
    }

    @Test
    void clocksOfOtherComputersThatJumpMatterNot() throws Exception {
        Path old = rig.write("1.scan", "volume bold 1 7", "end");
        Path future = rig.write("2.scan", "volume bold 2 8", "end");
        rig.date(future, 1_000_000_000_000L);
        rig.look(3);
        assertEquals(List.of("bold/1=7", "bold/2=8"), rig.received().volumes());
        rig.date(old, -1_000_000_000_000L);

        rig.look(10);

        assertEquals(List.of("bold/1=7", "bold/2=8"), rig.received().volumes());
        assertEquals(1, rig.status().repeated());
    }

    @Test
    void aRestartDeliversNothingTwice() throws Exception {
        rig.write("1.scan", "volume bold 1 7", "volume bold 2 8", "end");
        rig.write("3.scan", "slice bold 3 0 2 9", "end");
        rig.look(5);
        rig.restart();
        rig.write("4.scan", "slice bold 3 1 2 10", "end");

        rig.look(5);

        assertEquals(List.of("bold/1=7", "bold/2=8", "bold/3=9 10"), rig.received().volumes());
        assertEquals(3, rig.status().delivered());
    }

    @Test
    void whatWasDeliveredButNotNotedIsDeliveredAgainAndNothingElse() throws Exception {
        rig.write("1.scan", "volume bold 1 7", "end");
        rig.write("2.scan", "volume bold 2 8", "end");
        rig.look(3);
        rig.restart();
        // Given a crash right after the output took volume 2: its note and that of its file are not in the ledger
        List<String> notes = Files.readAllLines(rig.ledger());
        Files.writeString(rig.ledger(), String.join("\n", notes.subList(0, notes.size() - 2)) + "\n0123abcd\tvol");

        rig.look(5);

        assertEquals(List.of("bold/1=7", "bold/2=8", "bold/2=8"), rig.received().volumes());
    }

    @Test
    void aFileThatWasNotedButNotMovedIsMovedAfterARestart() throws Exception {
        rig.write("1.scan", "volume bold 1 7", "end");
        rig.look(3);
        rig.restart();
        Path finished = rig.folder(FolderSettings.FINISHED, "finished");

        rig.look(1);

        assertTrue(Files.exists(finished.resolve("1.scan")));
        assertEquals(List.of("bold/1=7"), rig.received().volumes());
    }

    @Test
    void aFinishedFolderThatIsAwayIsReportedAndFilledLater() throws Exception {
        Path finished = rig.folder(FolderSettings.FINISHED, "finished");
        Files.delete(finished);
        rig.write("1.scan", "volume bold 1 7", "end");
        rig.look(5);
        assertEquals(Set.of(finished.toString()), rig.status().troubles().keySet());
        assertEquals(List.of("bold/1=7"), rig.received().volumes());
        Files.createDirectories(finished);

        rig.look(1);

        assertTrue(Files.exists(finished.resolve("1.scan")));
        assertEquals(Map.of(), rig.status().troubles());
    }

    @Test
    void whileTheOutputFailsNothingIsLostOrPassesAnother() throws Exception {
        Path finished = rig.folder(FolderSettings.FINISHED, "finished");
        rig.write("1.scan", "volume bold 1 7", "volume bold 2 8", "end");
        rig.write("2.scan", "volume bold 3 9", "end");
        rig.received().fails(true);
        rig.look(10);
        assertEquals(Set.of("output"), rig.status().troubles().keySet());
        assertFalse(Files.exists(finished.resolve("1.scan")));
        rig.received().fails(false);

        rig.look(1);

        assertEquals(List.of("bold/1=7", "bold/2=8", "bold/3=9"), rig.received().volumes());
        assertTrue(Files.exists(finished.resolve("1.scan")) && Files.exists(finished.resolve("2.scan")));
    }

    @Test
    void aVolumeThatTheOutputNeverTakesIsRefusedAndTheNextOnesGoOn() throws Exception {
        rig.write("1.scan", "volume bold 1 1000000", "volume bold 2 8", "end");
        rig.write("2.scan", "volume bold 3 9", "end");

        rig.look(3);

        assertEquals(List.of("bold/2=8", "bold/3=9"), rig.received().volumes());
        assertEquals(Map.of("1.scan", "volume 1 is too large"), rig.status().refused());
    }

    @Test
    void aVolumeThatComesAgainWithOtherIntensitiesIsRefused() throws Exception {
        rig.write("1.scan", "volume bold 1 7", "end");
        rig.look(3);
        rig.write("2.scan", "volume bold 1 8", "end");

        rig.look(3);

        assertEquals(List.of("bold/1=7"), rig.received().volumes());
        assertEquals(Map.of("2.scan", "volume 1 of series bold was delivered before with other intensities; this one "
                + "is not"), rig.status().refused());
    }

    @Test
    void twoSeriesAreNeverOneRun() throws Exception {
        rig.set(FolderSettings.RUN_NAME, "run-{number}");
        rig.write("1.scan", "volume 5-bold 0 7", "end");
        rig.write("2.scan", "volume 5-again 0 8", "end");
        rig.write("3.scan", "volume nameless 0 9", "end");

        rig.look(3);

        assertEquals(List.of("run-5/0=7"), rig.received().volumes());
        assertEquals(Set.of("2.scan", "3.scan"), rig.status().refused().keySet());
    }

    @Test
    void twoProgramsDoNotShareALedger() throws Exception {
        rig.look(1);
        FolderSettings settings = FolderSettings.of(Map.of(FolderSettings.INPUT, rig.input().toString(),
                FolderSettings.LEDGER, rig.ledger().toString()));

        IOException refused = assertThrows(IOException.class,
                () -> FolderDoor.open(settings, new TextFormat(), rig.received(), new ManualClock()));

        assertTrue(refused.getMessage().contains("another program"), refused.getMessage());
    }

    @Test
    void statusTellsPeopleWhatIsWrong() throws Exception {
        rig.set(FolderSettings.SERIES_FILTER, "bold");
        rig.write("1.scan", "volume 2-mprage 0 1", "end");
        rig.write("2.scan", "volume bold 0 1000000", "volume bold 1 1", "end");

        rig.look(3);

        assertEquals("""
                folder is there, 0 files wait, 0 unfinished, 1 volumes delivered, 0 found again
                run bold: 1 volumes up to number 1, 1 missing (0), 0 duplicates, 0 late
                bad file 2.scan: volume 0 is too large
                series 2-mprage passed over: series.filter is bold, its name 2-mprage""", rig.status().text());
    }
}
