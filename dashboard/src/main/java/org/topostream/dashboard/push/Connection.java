package org.topostream.dashboard.push;

import java.nio.ByteBuffer;

/// The way to one reader.
public interface Connection {
    /// Begins to write, and returns at once. Exactly one of the two is called when it is over, in any thread.
    void send(ByteBuffer bytes, Runnable written, Runnable failed);

    /// Ends it.
    /// @param reason a sentence for whoever wrote the reader
    void end(String reason);
}
