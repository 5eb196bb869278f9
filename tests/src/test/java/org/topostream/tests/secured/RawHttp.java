package org.topostream.tests.secured;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Asks a server byte for byte what the test says: clients of the JDK tidy paths up and choose some headers themselves.
public final class RawHttp {
    private static final int PATIENCE_MS = 20_000;

    private RawHttp() {}

    /// @param request without the end of its head and without a body
    /// @return head and body as they came
    public static String ask(String server, String request) throws IOException {
        return ask(server, request, new byte[0]);
    }

    /// @param request without the end of its head
    public static String ask(String server, String request, byte[] body) throws IOException {
        URI address = URI.create(server);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            String connection = request.contains("\r\nUpgrade: ") ? "close, Upgrade" : "close";
            socket.getOutputStream()
                    .write((request + "\r\nConnection: " + connection + "\r\nContent-Length: " + body.length
                            + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// The status in an answer.
    public static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }
}
