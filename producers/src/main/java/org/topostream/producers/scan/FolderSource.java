package org.topostream.producers.scan;

import java.io.IOException;
import java.util.List;

import org.topostream.producers.scan.folder.FolderDoor;
import org.topostream.producers.scan.folder.FolderSettings;
import org.topostream.producers.scan.folder.FolderStatus;
import org.topostream.producers.scan.folder.Ledger;
import org.topostream.producers.scan.folder.LedgerEntry;
import org.topostream.producers.scan.folder.PollClock;
import org.topostream.producers.scan.folder.VolumeOutput;
import org.topostream.producers.scan.format.ScannerFiles;

/// A folder of a scanner's files, watched in a thread of its own.
public final class FolderSource implements AutoCloseable {
    private final ScannerFiles files;
    private final FolderDoor door;
    private final Thread thread;

    /// Goes on from the ledger that the settings name.
    ///
    /// @param first the number in the names of a run's first volume, of files whose names number them
    /// @throws IOException where the ledger cannot be used
    public FolderSource(FolderSettings settings, int first, VolumeOutput output) throws IOException {
        files = ScannerFiles.all(first);
        door = FolderDoor.open(settings, files, output, PollClock.system());
        thread = Thread.ofPlatform().name("folder").start(this::watch);
    }

    /// Goes on from what another ledger knows, as [FolderDoor] does.
    public FolderSource(FolderSettings settings, int first, VolumeOutput output, Ledger ledger,
            List<? extends LedgerEntry> known) {
        files = ScannerFiles.all(first);
        door = new FolderDoor(settings, files, output, PollClock.system(), ledger, known);
        thread = Thread.ofPlatform().name("folder").start(this::watch);
    }

    private void watch() {
        try {
            door.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// How it stands.
    public FolderStatus status() {
        return door.status();
    }

    /// Whether it is watched: until it is closed, or an error such as a lack of memory has ended the thread.
    public boolean isWatched() {
        return thread.isAlive();
    }

    @Override
    public void close() throws Exception {
        door.stop();
        thread.interrupt();
        thread.join();
        door.close();
        files.close();
    }
}
