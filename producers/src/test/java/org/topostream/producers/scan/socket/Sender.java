package org.topostream.producers.scan.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// One connection of a sender.
final class Sender implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    private Sender(Socket socket) {
        this.socket = socket;
    }

    static Sender connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new Sender(socket);
    }

    Sender send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    Sender send(byte[] bytes, int from, int until) throws IOException {
        socket.getOutputStream().write(bytes, from, until - from);
        return this;
    }

    /// A byte at a time.
    Sender chop(byte[] bytes) throws IOException {
        for (byte each : bytes) {
            socket.getOutputStream().write(each);
        }
        return this;
    }

    byte[] read(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /// How many bytes have come and are not read.
    int answered() throws IOException {
        return socket.getInputStream().available();
    }

    /// Says that nothing more will come, and waits until the receiver hangs up.
    void finish() {
        try {
            socket.shutdownOutput();
            awaitEnd();
        } catch (IOException e) {
            // it has hung up already
        }
    }

    /// Waits until the receiver hangs up.
    void awaitEnd() throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // answers that nobody asked for
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As a machine does that loses its power and comes up again.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
