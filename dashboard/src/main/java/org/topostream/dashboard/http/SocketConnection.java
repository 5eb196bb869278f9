package org.topostream.dashboard.http;

import java.nio.ByteBuffer;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

import org.topostream.dashboard.push.Connection;

/// A WebSocket to a page.
final class SocketConnection implements Connection {
    /// A close frame has room for 123 bytes.
    private static final int REASON = 120;

    private final Session session;

    SocketConnection(Session session) {
        this.session = session;
    }

    @Override
    public void send(ByteBuffer bytes, Runnable written, Runnable failed) {
        session.sendBinary(bytes, Callback.from(written, failure -> failed.run()));
    }

    @Override
    public void end(String reason) {
        String ascii = reason.replaceAll("[^ -~]", "?");
        session.close(StatusCode.POLICY_VIOLATION, ascii.substring(0, Math.min(REASON, ascii.length())),
                Callback.NOOP);
    }
}
