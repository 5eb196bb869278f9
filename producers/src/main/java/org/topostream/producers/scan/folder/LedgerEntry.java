package org.topostream.producers.scan.folder;

/// A note of a [Ledger].
public sealed interface LedgerEntry {
    /// The series is this run.
    record Run(String series, String name) implements LedgerEntry {}

    /// The output has taken this volume.
    ///
    /// @param digest of its intensities, [org.topostream.producers.scan.ScannedVolume#digest]
    record Volume(String series, int number, int digest) implements LedgerEntry {}

    /// The output has taken all volumes of this file.
    ///
    /// @param file its path in the folder, with `/` between the parts
    record Settled(String file, Stamp stamp) implements LedgerEntry {}
}
