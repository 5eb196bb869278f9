package org.topostream.producers.scan.socket;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

import org.topostream.producers.scan.BadScanException;

/// The bytes of one connection. However they are chopped on their way, a message is read whole or not at all.
final class Wire {
    /// Memory is taken as bytes come, not as a header promises them.
    private static final int FIRST_PIECE = 1 << 16;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final ReceiverSettings settings;

    Wire(Socket socket, ReceiverSettings settings) throws IOException {
        this.socket = socket;
        this.settings = settings;
        in = new BufferedInputStream(socket.getInputStream(), FIRST_PIECE);
        out = socket.getOutputStream();
    }

    /// Waits until a message begins.
    /// @return false where the sender has left instead
    /// @throws BadScanException where it stays silent for too long
    boolean await() throws IOException {
        socket.setSoTimeout(millis(settings.idle()));
        in.mark(1);
        try {
            if (in.read() < 0) {
                return false;
            }
        } catch (SocketTimeoutException e) {
            throw new BadScanException("expected a message within " + settings.idle() + ", got none", e);
        } catch (SocketException e) {
            return false; // reset by the sender, or closed by the receiver: between messages, nothing is lost
        }
        in.reset();
        socket.setSoTimeout(millis(settings.stall()));
        return true;
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }

    /// @param what is read, to speak of it
    /// @throws BrokenMessageException where fewer bytes come
    byte[] read(int count, String what) throws BrokenMessageException {
        byte[] bytes = new byte[Math.min(count, FIRST_PIECE)];
        int got = 0;
        while (got < count) {
            if (got == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(count, 2L * bytes.length));
            }
            int more;
            try {
                more = in.read(bytes, got, bytes.length - got);
            } catch (IOException e) {
                throw broken(count, what, Arrays.copyOf(bytes, got), e.getMessage());
            }
            if (more < 0) {
                throw broken(count, what, Arrays.copyOf(bytes, got), "the sender left");
            }
            got += more;
        }
        return bytes;
    }

    private static BrokenMessageException broken(int count, String what, byte[] got, String why) {
        return new BrokenMessageException("expected " + count + " bytes of " + what + ", got " + got.length + ": "
                + why, got);
    }

    /// A text that ends with a zero.
    /// @throws BadScanException       where it is longer than a header may be
    /// @throws BrokenMessageException where its end does not come
    String readText(String what) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int next = nextOf(text, what); next != 0; next = nextOf(text, what)) {
            if (text.size() == settings.headerBytes()) {
                throw new BadScanException("expected " + what + " of at most " + settings.headerBytes()
                        + " bytes and then a zero, got more");
            }
            text.write(next);
        }
        return text.toString(StandardCharsets.ISO_8859_1);
    }

    private int nextOf(ByteArrayOutputStream text, String what) throws BrokenMessageException {
        try {
            int next = in.read();
            if (next >= 0) {
                return next;
            }
        } catch (IOException e) {
            throw new BrokenMessageException("expected " + what + " and then a zero, got " + text.size()
                    + " bytes without: " + e.getMessage(), text.toByteArray());
        }
        throw new BrokenMessageException("expected " + what + " and then a zero, got " + text.size()
                + " bytes without: the sender left", text.toByteArray());
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }
}
