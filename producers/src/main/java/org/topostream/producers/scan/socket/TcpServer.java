package org.topostream.producers.scan.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.producers.scan.BadScanException;

/// Accepts connections and serves each on a thread of its own. Whatever goes wrong with one is reported, and the
/// others go on.
final class TcpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpServer.class);
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    private static final int BACKLOG = 50;
    private static final int PAUSE_MILLIS = 100;

    private final String name;
    private final ReceiverSettings settings;
    private final Deliveries deliveries;
    private final Session session;
    private final ServerSocket server;
    private final Map<Socket, Thread> open = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread acceptor;

    /// What is said on one connection.
    @FunctionalInterface
    interface Session {
        /// Returns once the sender has left.
        void serve(Wire wire) throws IOException;
    }

    private TcpServer(String name, ReceiverSettings settings, Deliveries deliveries, Session session,
            ServerSocket server) {
        this.name = name;
        this.settings = settings;
        this.deliveries = deliveries;
        this.session = session;
        this.server = server;
        acceptor = Thread.ofPlatform().name("scan-" + name).daemon().unstarted(this::accept);
    }

    /// @param name of the protocol
    /// @param port instead of the one of the settings
    /// @throws IOException where nobody can listen there
    static TcpServer open(String name, ReceiverSettings settings, int port, Deliveries deliveries, Session session)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(settings.host(), port), BACKLOG);
        } catch (IOException e) {
            server.close();
            throw new IOException(name + ": cannot listen at " + settings.host() + ":" + port + ": " + e.getMessage(),
                    e);
        }
        TcpServer opened = new TcpServer(name, settings, deliveries, session, server);
        opened.acceptor.start();
        return opened;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void accept() {
        while (!isClosed()) {
            try {
                take(server.accept());
            } catch (IOException | RuntimeException e) {
                if (!isClosed()) {
                    LOG.warn("event=accept-failed receiver={} reason={}", name, e.toString());
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Socket socket) throws IOException {
        if (open.size() >= settings.connections()) {
            socket.close();
            deliveries.refuse(name + " from " + socket.getRemoteSocketAddress() + ": expected at most "
                    + settings.connections() + " connections at a time, got another");
            return;
        }
        Thread thread = Thread.ofPlatform().name("scan-" + name + "-" + socket.getPort()).daemon()
                .unstarted(() -> serve(socket));
        open.put(socket, thread);
        thread.start();
        if (isClosed()) {
            socket.close(); // close() may not have seen it
        }
    }

    private void serve(Socket socket) {
        String peer = name + " from " + socket.getRemoteSocketAddress();
        try (socket) {
            socket.setKeepAlive(true);
            socket.setTcpNoDelay(true);
            session.serve(new Wire(socket, settings));
        } catch (BadScanException e) {
            deliveries.refuse(peer + ": " + e.getMessage());
        } catch (IOException e) {
            if (!isClosed()) {
                deliveries.refuse(peer + ": the connection broke: " + e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.error("event=session-failed receiver={}", name, e);
            deliveries.refuse(peer + ": " + e);
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Map<Socket, Thread> last = Map.copyOf(open);
        try {
            server.close();
            for (Socket socket : last.keySet()) {
                socket.close();
            }
            acceptor.join(FAREWELL);
            for (Thread thread : last.values()) {
                thread.join(FAREWELL);
            }
        } catch (IOException e) {
            LOG.warn("event=close-failed receiver={} reason={}", name, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
