package org.topostream.tests.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// What a page is to the server: it watches maps, and answers every frame at once.
final class Watcher implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicLong frames = new AtomicLong();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private final WebSocket socket;
    private CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(null);

    /// @param page  its address
    /// @param watch the message that says what it wants
    Watcher(HttpClient client, String page, String watch) {
        socket = client.newWebSocketBuilder().buildAsync(URI.create(page.replaceFirst("^http", "ws") + "live"), this)
                .join();
        send(socket, watch).join();
    }

    /// One after the other: a socket takes no second message while the first is on its way.
    private synchronized CompletableFuture<?> send(WebSocket to, String text) {
        sent = sent.thenCompose(before -> to.sendText(text, true));
        return sent;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        part.writeBytes(bytes);
        from.request(1);
        if (!last) {
            return null;
        }
        ByteBuffer frame = ByteBuffer.wrap(part.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        part.reset();
        frames.incrementAndGet();
        try {
            JsonNode head = JSON.readTree(new String(frame.array(), Integer.BYTES, frame.getInt(0),
                    StandardCharsets.UTF_8));
            return send(from, "{\"type\":\"ack\",\"seq\":" + head.path("seq").asLong() + "}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many it got.
    long frames() {
        return frames.get();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
