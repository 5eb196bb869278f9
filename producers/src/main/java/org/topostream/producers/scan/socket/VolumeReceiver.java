package org.topostream.producers.scan.socket;

import java.net.InetSocketAddress;

/// Takes volumes from a sender that a scanner site already runs, in the sender's own protocol, and hands them to a
/// [VolumeListener]. It receives from the moment it is opened until it is closed, whatever senders do.
public interface VolumeReceiver extends AutoCloseable {
    /// Where senders connect to.
    InetSocketAddress address();

    /// Stops listening and drops the senders; nothing is handed on once this has returned, unless the listener holds
    /// on to a call for longer than ten seconds.
    @Override
    void close();
}
