package org.topostream.producers.scan.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of files; [FolderDoorFaultsTest] has what goes wrong with them.
class FolderDoorTest {
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
    void aFileIsReadOnceItHasStoodStill() throws Exception {
        rig.write("a.scan", "volume bold 0 7", "end");
        rig.look(2);
        assertEquals(List.of(), rig.received().volumes());

        rig.look(1);

        assertEquals(List.of("bold/0=7"), rig.received().volumes());
        rig.look(20);
        assertEquals(List.of("bold/0=7"), rig.received().volumes());
    }

    @Test
    void aFileThatChangesIsNotReadUntilItIsWhole() throws Exception {
        rig.write("a.scan", "volume bold 0 7");
        rig.look(3);
        rig.write("a.scan", "volume bold 0 7", "volume bold 1 8", "end");

        rig.look(2);
        assertEquals(List.of(), rig.received().volumes());
        rig.look(1);

        assertEquals(List.of("bold/0=7", "bold/1=8"), rig.received().volumes());
    }

    @Test
    void filesInSubFoldersAreReadInTheOrderOfTheirNumbers() throws Exception {
        rig.write("day/IM10.scan", "volume bold 10 1", "end");
        rig.write("day/IM9.scan", "volume bold 9 1", "end");
        rig.write("day/notes.txt", "volume bold 0 1", "end");
        rig.write("day/.hidden.scan", "volume bold 0 1", "end");

        rig.look(3);

        assertEquals(List.of("bold/9=1", "bold/10=1"), rig.received().volumes());
        assertEquals(List.of("run bold: 2 volumes up to number 10, 9 missing (0-8), 0 duplicates, 0 late"),
                rig.status().runs());
    }

    @Test
    void onlyFilesOfThePatternAreRead() throws Exception {
        rig.set(FolderSettings.FILES, "f.*");
        rig.write("f1.scan", "volume bold 1 1", "end");
        rig.write("mprage.scan", "volume bold 2 1", "end");

        rig.look(3);

        assertEquals(List.of("bold/1=1"), rig.received().volumes());
    }

    @Test
    void deliveredFilesGoToTheFinishedFolderWithTheirSubFolders() throws Exception {
        Path finished = rig.folder(FolderSettings.FINISHED, "in/finished");
        Files.createDirectories(finished.resolve("day"));
        Files.writeString(finished.resolve("day/a.scan"), "older");
        Path file = rig.write("day/a.scan", "volume bold 0 7", "end");

        rig.look(10);

        assertFalse(Files.exists(file));
        assertEquals("older", Files.readString(finished.resolve("day/a.scan")));
        assertEquals("volume bold 0 7\nend\n", Files.readString(finished.resolve("day/a.scan.1")));
        assertEquals(List.of("bold/0=7"), rig.received().volumes());
    }

    @Test
    void filesThatBelongToAFileAreWaitedForAndMovedWithIt() throws Exception {
        Path finished = rig.folder(FolderSettings.FINISHED, "finished");
        rig.write("a.pair", "volume bold 0 7", "end");
        rig.look(4);
        assertEquals(List.of(), rig.received().volumes());
        rig.write("a.data", "intensities");

        rig.look(3);

        assertEquals(List.of("bold/0=7"), rig.received().volumes());
        assertTrue(Files.exists(finished.resolve("a.pair")) && Files.exists(finished.resolve("a.data")));
    }

    @Test
    void slicesOfSeveralFilesMakeAVolumeAndAreSettledTogether() throws Exception {
        Path finished = rig.folder(FolderSettings.FINISHED, "finished");
        rig.write("v0s0.scan", "slice bold 0 0 2 5", "end");
        rig.look(5);
        assertEquals(1, rig.status().unfinished());
        assertFalse(Files.exists(finished.resolve("v0s0.scan")));
        rig.write("v0s1.scan", "slice bold 0 1 2 6", "end");

        rig.look(3);

        assertEquals(List.of("bold/0=5 6"), rig.received().volumes());
        assertTrue(Files.exists(finished.resolve("v0s0.scan")) && Files.exists(finished.resolve("v0s1.scan")));
        assertEquals(0, rig.status().unfinished());
    }

    @Test
    void aFileThatGrowsGivesEachVolumeOnceAndMovesWhenItIsDone() throws Exception {
        Path finished = rig.folder(FolderSettings.FINISHED, "finished");
        rig.write("run.scan", "volume bold 0 7", "more");
        rig.look(3);
        assertEquals(List.of("bold/0=7"), rig.received().volumes());
        rig.write("run.scan", "volume bold 0 7", "volume bold 1 8", "more");
        rig.look(20);
        assertFalse(Files.exists(finished.resolve("run.scan")));
        rig.write("run.scan", "volume bold 0 7", "volume bold 1 8", "volume bold 2 9", "end");

        rig.look(3);

        assertEquals(List.of("bold/0=7", "bold/1=8", "bold/2=9"), rig.received().volumes());
        assertTrue(Files.exists(finished.resolve("run.scan")));
    }

    @Test
    void everySeriesIsARunOfItsOwn() throws Exception {
        rig.set(FolderSettings.SERIES_RUNS, "7-bold=memory");
        rig.set(FolderSettings.RUN_NAME, "run-{index}");
        rig.write("1.scan", "volume 5-bold 0 1", "end");
        rig.write("2.scan", "volume 7-bold 0 2", "end");
        rig.write("3.scan", "volume 6-bold 0 3", "end");
        rig.write("4.scan", "volume 5-bold 1 4", "end");

        rig.look(3);

        assertEquals(List.of("run-1/0=1", "memory/0=2", "run-3/0=3", "run-1/1=4"), rig.received().volumes());
    }

    @Test
    void aRunKeepsItsNameOverARestart() throws Exception {
        rig.set(FolderSettings.RUN_NAME, "run-{index}");
        rig.write("1.scan", "volume 5-bold 0 1", "end");
        rig.look(3);
        rig.restart();
        rig.write("2.scan", "volume 6-bold 0 2", "end");
        rig.write("3.scan", "volume 5-bold 1 3", "end");

        rig.look(3);

        assertEquals(List.of("run-1/0=1", "run-2/0=2", "run-1/1=3"), rig.received().volumes());
    }

    @Test
    void seriesThatAreNotWantedStayWhereTheyAre() throws Exception {
        rig.folder(FolderSettings.FINISHED, "finished");
        rig.set(FolderSettings.SERIES_FILTER, "bold");
        rig.set(FolderSettings.SERIES_KINDS, "Magnitude");
        Path anatomy = rig.write("1.scan", "volume 2-mprage 0 1", "end");
        Path phase = rig.write("2.scan", "volume 3-bold@PHASE 0 2", "end");
        Path wanted = rig.write("3.scan", "volume 4-bold@MAGNITUDE 0 3", "end");

        rig.look(10);

        assertEquals(List.of("4-bold@MAGNITUDE/0=3"), rig.received().volumes());
        assertTrue(Files.exists(anatomy) && Files.exists(phase));
        assertFalse(Files.exists(wanted));
        assertEquals(Set.of("2-mprage", "3-bold@PHASE"), rig.status().passedOver().keySet());
    }

    @Test
    void goesOnFromWhatAnotherLedgerKnows() throws Exception {
        // Given a ledger that has forgotten a run of which nothing was delivered, and all files
        rig.write("1.scan", "volume 5-bold 0 1", "end");
        rig.write("2.scan", "volume 6-bold 0 2", "volume 6-bold 1 3", "end");
        rig.write("3.scan", "volume 7-bold 0 4", "end");
        List<LedgerEntry> notes = new ArrayList<>(List.of(new LedgerEntry.Run("6-bold", "run-2"),
                new LedgerEntry.Volume("6-bold", 0, 0xE3C11420)));
        FolderSettings settings = FolderSettings.withoutLedger(Map.of(FolderSettings.INPUT, rig.input().toString(),
                FolderSettings.RUN_NAME, "run-{index}", FolderSettings.MINIMUM_AGE, "0"));
        try (FolderDoor door = new FolderDoor(settings, new TextFormat(), rig.received(), new ManualClock(),
                notes::addAll, List.copyOf(notes))) {
            // When
            door.poll();
        }

        // Then
        assertEquals(List.of("run-3/0=1", "run-2/1=3", "run-4/0=4"), rig.received().volumes());
        assertTrue(notes.contains(new LedgerEntry.Run("5-bold", "run-3")), notes.toString());
        assertEquals(3, notes.stream().filter(LedgerEntry.Settled.class::isInstance).count());
    }

    @Test
    void runsUntilItIsStopped() throws Exception {
        rig.write("a.scan", "volume bold 0 7", "end");
        FolderSettings settings = FolderSettings.of(Map.of(FolderSettings.INPUT, rig.input().toString(),
                FolderSettings.LEDGER, rig.ledger().toString()));
        StoppingClock clock = new StoppingClock();
        try (FolderDoor door = FolderDoor.open(settings, new TextFormat(), rig.received(), clock)) {
            clock.atTheFifthPause(door::stop);

            door.run();

            assertEquals(5, clock.pauses);
            assertEquals(List.of("bold/0=7"), rig.received().volumes());
        }
    }

    private static final class StoppingClock implements PollClock {
        private final ManualClock clock = new ManualClock();
        private Runnable stop = () -> {};
        private int pauses;

        void atTheFifthPause(Runnable now) {
            stop = now;
        }

        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public void pause(Duration duration) {
            clock.pause(duration);
            pauses++;
            if (pauses == 5) {
                stop.run();
            }
        }
    }
}
