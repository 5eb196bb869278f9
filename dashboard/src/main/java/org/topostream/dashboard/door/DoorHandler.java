package org.topostream.dashboard.door;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.dashboard.json.Json;

/// Brings requests to [Doors], and leaves all others to what is behind it. Doors wait for Kafka and for predictions:
/// not in the server's few threads, but each in a virtual one.
public final class DoorHandler extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(DoorHandler.class);
    /// Of a body that is too large, this much is read and thrown away: a client that is cut off while it sends does not
    /// see the answer.
    private static final int THROWN_AWAY = 4;
    private static final int PIECE = 64 * 1024;

    private final Doors doors;
    private final Semaphore room;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /// @param behind gets what is no door's
    public DoorHandler(Doors doors, Handler behind) {
        super(behind);
        this.doors = doors;
        room = new Semaphore(doors.limits().atOnce());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!Doors.handles(path(request))) {
            return super.handle(request, response, callback);
        }
        executor.execute(() -> handleAlone(request, response, callback));
        return true;
    }

    private static String path(Request request) {
        return Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
    }

    private void handleAlone(Request request, Response response, Callback callback) {
        DoorAnswer answer;
        try {
            answer = doors.finish(take(request));
        } catch (Problem e) {
            answer = e.answer();
        } catch (IOException e) {
            callback.failed(e); // Whoever sent it is gone, or sends no HTTP.
            return;
        } catch (RuntimeException | Error e) {
            LOG.error("request not answered path={} reason={}", path(request), e.toString(), e);
            answer = Problem.failed(path(request)).answer();
        }
        write(answer, response, callback);
    }

    private Doors.Taken take(Request request) throws IOException {
        if (!request.getMethod().equals(Doors.POST)) {
            return doors.take(read(request, new byte[0]));
        }
        try {
            if (!room.tryAcquire(doors.limits().patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.unavailable(path(request), "fewer requests at once", "more than "
                        + doors.limits().atOnce());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable(path(request), "a server", "one that is being closed");
        }
        try {
            return doors.take(read(request, body(request)));
        } finally {
            room.release();
        }
    }

    private static DoorRequest read(Request request, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.merge(field.getName().toLowerCase(Locale.ROOT),
                    Optional.ofNullable(field.getValue()).orElse(""), (one, other) -> one + ", " + other);
        }
        return new DoorRequest(request.getMethod(), path(request),
                Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""), headers, body);
    }

    private byte[] body(Request request) throws IOException {
        int most = doors.limits().bodyBytes();
        long declared = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        long readable = (long) (1 + THROWN_AWAY) * most;
        if (declared <= readable) {
            // Never closed, which would fail the request where something of its body is left.
            InputStream in = Content.Source.asInputStream(request);
            byte[] body = in.readNBytes(most + 1);
            if (body.length <= most) {
                return body;
            }
            throwAway(in, (long) THROWN_AWAY * most);
        }
        throw Problem.tooLarge("the body", "at most " + most + " bytes", declared > 0 ? declared + " bytes" : "more");
    }

    private static void throwAway(InputStream in, long most) throws IOException {
        byte[] piece = new byte[PIECE];
        long left = most;
        int read = in.read(piece);
        while (read >= 0 && left > 0) {
            left -= read;
            read = in.read(piece);
        }
    }

    private static void write(DoorAnswer answer, Response response, Callback callback) {
        byte[] body = Json.bytes(answer.body());
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Door.JSON);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    @Override
    protected void doStop() throws Exception {
        executor.shutdownNow();
        super.doStop();
    }
}
