package org.topostream.producers.scan.socket;

import java.io.IOException;

/// A message that ended before its end: its sender vanished, or stalled.
final class BrokenMessageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final byte[] received;

    BrokenMessageException(String message, byte[] received) {
        super(message);
        this.received = received;
    }

    /// What there was of the part that was being read.
    byte[] received() {
        return received;
    }
}
