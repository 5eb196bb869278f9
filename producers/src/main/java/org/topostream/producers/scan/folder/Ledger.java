package org.topostream.producers.scan.folder;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Notes what a [FolderDoor] has delivered, so that one that starts anew does not deliver it again.
public interface Ledger extends AutoCloseable {
    /// Adds notes. It never fails: what cannot be kept now is tried again by [#write].
    void note(List<? extends LedgerEntry> entries);

    /// Keeps what could not be kept before.
    default void write() {}

    /// Why notes are not kept yet.
    default Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    default void close() throws IOException {}
}
