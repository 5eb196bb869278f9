package org.topostream.producers.scan.socket;

import java.net.InetSocketAddress;
import java.util.Optional;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/// Pyneal's scanner side, written from the description at the head of its `scanReceiver.py`.
final class PynealSender implements AutoCloseable {
    private static final String GREETING = "hello from a test";
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int GREETING_MILLIS = 500;
    private static final int MOST_GREETINGS = 20;

    private final ZContext context = new ZContext();
    private final ZMQ.Socket socket;

    PynealSender(InetSocketAddress address) {
        socket = greet(context, "tcp://" + address.getHostString() + ":" + address.getPort());
    }

    /// Greets until it is answered: ZeroMQ turns a second peer of a PAIR away as long as the first is not quite gone.
    private static ZMQ.Socket greet(ZContext context, String endpoint) {
        for (int i = 0; i < MOST_GREETINGS; i++) {
            ZMQ.Socket tried = context.createSocket(SocketType.PAIR);
            tried.setLinger(0);
            tried.setReceiveTimeOut(GREETING_MILLIS);
            tried.connect(endpoint);
            tried.send(GREETING);
            if (Optional.ofNullable(tried.recvStr()).equals(Optional.of(GREETING))) {
                tried.setReceiveTimeOut(PATIENCE_MILLIS);
                return tried;
            }
            tried.close();
        }
        context.close();
        throw new IllegalStateException("no answer to greetings at " + endpoint);
    }

    static String header(int number) {
        return "{\"volIdx\": " + number + ", \"dtype\": \"int16\", \"shape\": [2, 3, 4], "
                + "\"affine\": \"[[2, 0, 0, -90], [0, 2, 0, -126], [0, 0, 2.5, -72], [0, 0, 0, 1]]\", "
                + "\"TR\": \"1500\"}";
    }

    /// @return the answer
    String send(String header, byte[] array) {
        socket.send(header, ZMQ.SNDMORE);
        return send(array);
    }

    /// The header as a message of its own, as Pyneal would take it too.
    String sendApart(String header, byte[] array) {
        socket.send(header);
        return send(array);
    }

    /// Without a header.
    String send(byte[] message) {
        socket.send(message);
        return Optional.ofNullable(socket.recvStr()).orElse("no answer");
    }

    @Override
    public void close() {
        context.close();
    }
}
