package org.topostream.cli.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port of the loopback interface.
final class FreePort {
    private FreePort() {}

    /// One that nobody uses now.
    static int any() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// This one if nobody uses it, else another.
    static int preferably(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            return any();
        }
    }
}
