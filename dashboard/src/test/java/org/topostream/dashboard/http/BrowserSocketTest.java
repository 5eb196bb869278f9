package org.topostream.dashboard.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.dashboard.Page;
import org.topostream.dashboard.Samples.Fed;
import org.topostream.dashboard.push.ReadFrame;

@Timeout(60)
class BrowserSocketTest {
    private static final int PATIENCE_SECONDS = 20;

    private Page page;
    private Fed fed;

    /// Puts frames together as they come in pieces.
    private static final class Frames implements WebSocket.Listener {
        private final BlockingQueue<ReadFrame> frames = new LinkedBlockingQueue<>();
        private final CompletableFuture<String> closed = new CompletableFuture<>();
        private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] piece = new byte[data.remaining()];
            data.get(piece);
            pieces.writeBytes(piece);
            if (last) {
                frames.add(ReadFrame.of(ByteBuffer.wrap(pieces.toByteArray())));
                pieces.reset();
            }
            socket.request(1);
            return CompletableFuture.completedStage(Optional.empty());
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status + " " + reason);
            return CompletableFuture.completedStage(Optional.empty());
        }

        /// The next frame of a type; others are passed over.
        ReadFrame next(String type) throws InterruptedException {
            while (true) {
                ReadFrame frame = Optional.ofNullable(frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .orElseThrow(() -> new AssertionError("no " + type + " frame came"));
                if (frame.type().equals(type)) {
                    return frame;
                }
            }
        }
    }

    @BeforeEach
    void serve() throws IOException {
        page = Page.serve();
        fed = page.feed();
    }

    @AfterEach
    void close() {
        page.close();
    }

    private WebSocket connect(Frames frames) {
        return page.socket().buildAsync(page.socketAddress(), frames).join();
    }

    @Test
    void greetsThenSendsWhatIsWatchedAndWhatChanges() throws Exception {
        fed.map("layer", 1, 0, 0, 0, 0);
        Frames frames = new Frames();
        WebSocket socket = connect(frames);
        ReadFrame hello = frames.next("hello");
        socket.sendText("{\"type\": \"watch\", \"subject\": \"anna\", \"maps\": [\"clip/layer\"]}", true).join();
        ReadFrame first = frames.next("map");

        fed.map("layer", 2, 0, 0, 0, 1);

        ReadFrame second = frames.next("map");
        assertEquals(page.live().server(), hello.head().get("server").asText());
        assertEquals("full", first.head().get("form").asText());
        assertEquals("delta", second.head().get("form").asText());
        assertEquals(first.seq(), second.head().get("base").asLong());
    }

    @Test
    void saysHowItIsEverySecond() throws Exception {
        Frames frames = new Frames();
        connect(frames);

        ReadFrame one = frames.next("health");
        ReadFrame other = frames.next("health");

        assertEquals(0, one.head().get("rates").get("stimuli").asDouble());
        assertEquals(1, Long.signum(other.seq() - one.seq()));
    }

    @Test
    void sendsAFrameThatIsLargerThanAWebSocketsOwn() throws Exception {
        float[] values = new float[40_000 * 4];
        Frames frames = new Frames();
        WebSocket socket = connect(frames);
        socket.sendText("{\"type\": \"watch\", \"subject\": \"anna\", \"maps\": [\"clip/weights\"]}", true).join();

        fed.map("weights", 1, values);

        assertEquals(2 * values.length, frames.next("map").payload().length);
    }

    @Test
    void endsAConnectionThatMakesNoSense() throws Exception {
        Frames frames = new Frames();
        WebSocket socket = connect(frames);

        socket.sendText("what's new?", true).join();

        assertEquals("1008 expected a JSON object, got what's new?",
                frames.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void refusesThePagesOfOthers() {
        WebSocket.Builder other = page.socket().header("Origin", "https://example.org");

        assertThrows(CompletionException.class,
                () -> other.buildAsync(page.socketAddress(), new Frames()).join());
    }
}
