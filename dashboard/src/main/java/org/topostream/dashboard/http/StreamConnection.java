package org.topostream.dashboard.http;

import java.nio.ByteBuffer;

import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import org.topostream.dashboard.push.Connection;

/// An answer that never ends.
final class StreamConnection implements Connection {
    private final Response response;
    private final Callback callback;

    StreamConnection(Response response, Callback callback) {
        this.response = response;
        this.callback = callback;
    }

    @Override
    public void send(ByteBuffer bytes, Runnable written, Runnable failed) {
        response.write(false, bytes, Callback.from(written, failure -> {
            failed.run();
            callback.failed(failure);
        }));
    }

    @Override
    public void end(String reason) {
        response.write(true, ByteBuffer.allocate(0), callback);
    }
}
