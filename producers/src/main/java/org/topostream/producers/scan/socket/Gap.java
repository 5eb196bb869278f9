package org.topostream.producers.scan.socket;

/// Volumes that did not come, or not whole.
///
/// @param series as [org.topostream.producers.scan.ScannedVolume#series] has it
/// @param first  number of the first of them
/// @param last   number of the last of them
/// @param reason what is known of it
public record Gap(String series, int first, int last, String reason) {
    /// @throws IllegalArgumentException where it has no volume
    public Gap {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("expected volumes from 0 on, got " + first + " to " + last);
        }
    }
}
