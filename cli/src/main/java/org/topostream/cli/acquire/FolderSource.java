package org.topostream.cli.acquire;

import java.io.IOException;

import org.topostream.producers.scan.folder.FolderDoor;
import org.topostream.producers.scan.folder.FolderSettings;
import org.topostream.producers.scan.folder.FolderStatus;
import org.topostream.producers.scan.folder.PollClock;
import org.topostream.producers.scan.folder.VolumeOutput;
import org.topostream.producers.scan.format.ScannerFiles;

/// A folder of a scanner's files, watched in a thread of its own.
public final class FolderSource implements AutoCloseable {
    private final ScannerFiles files;
    private final FolderDoor door;
    private final Thread thread;

    /// @param first the number in the names of a run's first volume, of files whose names number them
    /// @throws IOException where the ledger cannot be used
    public FolderSource(FolderSettings settings, int first, VolumeOutput output) throws IOException {
        files = ScannerFiles.all(first);
        door = FolderDoor.open(settings, files, output, PollClock.system());
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

    @Override
    public void close() throws Exception {
        door.stop();
        thread.interrupt();
        thread.join();
        door.close();
        files.close();
    }
}
