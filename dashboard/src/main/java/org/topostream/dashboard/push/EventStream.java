package org.topostream.dashboard.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

import org.topostream.dashboard.json.EventJson;
import org.topostream.dashboard.live.Listener;
import org.topostream.dashboard.live.Live;
import org.topostream.dashboard.live.ScoreUpdate;
import org.topostream.dashboard.live.Trial;
import org.topostream.dashboard.live.Update;
import org.topostream.dashboard.live.VoxelMap;

/// One reader of a subject's Server-Sent Events: first what is newest, then what changes. A slow one gets of each key
/// the newest only.
public final class EventStream implements Listener {
    /// Shows that a reader is gone, and keeps those in between from thinking that the server is.
    private static final int BEATS = 10;
    private static final String GREETING = "retry: 2000\n\n";
    private static final String STILL_HERE = ": still here\n\n";

    private final Live live;
    private final String subject;
    private final Set<String> kinds;
    private final long after;
    private final Sender sender;
    private final Outbox outbox = new Outbox();
    private Optional<String> note = Optional.of(GREETING);
    private int beats;

    /// @param kinds of maps; all where it is empty
    /// @param after the number of the last event that the reader has had; what is not newer is left out
    public EventStream(Live live, String subject, Set<String> kinds, long after, Connection connection) {
        this.live = live;
        this.subject = subject;
        this.kinds = kinds;
        this.after = after;
        sender = new Sender(connection, this::next, this::close);
    }

    public void open() {
        live.listen(this);
        live.subject(subject).ifPresent(known -> {
            known.maps().newest().forEach(this::offer);
            known.scores().newest().forEach(this::offer);
            known.trials().newest().forEach(this::offer);
        });
        sender.send();
    }

    private synchronized void offer(Update update) {
        boolean wanted = switch (update) {
            case VoxelMap map -> kinds.isEmpty() || kinds.contains(map.description().getKind());
            case ScoreUpdate score -> true;
            case Trial trial -> true;
        };
        if (wanted && update.seq() > after) {
            outbox.put(update);
        }
    }

    @Override
    public void changed(String changed, Update update) {
        if (changed.equals(subject)) {
            offer(update);
            sender.send();
        }
    }

    @Override
    public void beat() {
        synchronized (this) {
            beats++;
            if (beats % BEATS != 0) {
                return;
            }
            note = Optional.of(STILL_HERE);
        }
        sender.send();
    }

    private synchronized Optional<ByteBuffer> next() {
        Optional<String> text = note.or(() -> outbox.take(update -> true).map(EventStream::event));
        note = Optional.empty();
        return text.map(StandardCharsets.UTF_8::encode);
    }

    private static String event(Update update) {
        String name = switch (update) {
            case VoxelMap map -> "map";
            case ScoreUpdate score -> "score";
            case Trial trial -> "trial";
        };
        return "event: " + name + "\nid: " + update.seq() + "\ndata: " + EventJson.of(update) + "\n\n";
    }

    /// The reader is gone.
    public void close() {
        live.leave(this);
    }
}
