package org.topostream.dashboard.push;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.topostream.dashboard.json.HealthJson;
import org.topostream.dashboard.live.Listener;
import org.topostream.dashboard.live.Live;
import org.topostream.dashboard.live.LiveSubject;
import org.topostream.dashboard.live.ScoreUpdate;
import org.topostream.dashboard.live.Trial;
import org.topostream.dashboard.live.Update;
import org.topostream.dashboard.live.VoxelMap;

/// One open page, and what it wants.
///
/// At most two frames that take long to draw are on their way to it without an answer. What comes meanwhile waits, of
/// each key the newest only: a page that draws slowly skips frames, and whoever feeds it never waits.
public final class Browser implements Listener {
    private static final int WINDOW = 2;

    private final Live live;
    private final SharedFrames frames;
    private final Connection connection;
    private final Sender sender;
    private final Outbox outbox = new Outbox();
    private final Deque<Long> unanswered = new ArrayDeque<>();
    private final Map<String, Held> held = new HashMap<>();
    private Optional<PageMessage.Watch> watch = Optional.empty();
    /// Goes before everything else: at first who serves, later how it is doing.
    private Optional<ByteBuffer> note;

    public Browser(Live live, SharedFrames frames, Connection connection) {
        this.live = live;
        this.frames = frames;
        this.connection = connection;
        sender = new Sender(connection, this::next, this::close);
        note = Optional.of(Frames.hello(live.server()));
    }

    /// Greets the page.
    public void open() {
        sender.send();
        live.listen(this);
    }

    /// The page says something.
    public void receive(String text) {
        try {
            switch (PageMessage.parse(text)) {
                case PageMessage.Watch wanted -> watch(wanted);
                case PageMessage.Ack ack -> answered(ack.seq());
            }
        } catch (IllegalArgumentException e) {
            connection.end(e.getMessage());
            return;
        }
        sender.send();
    }

    private synchronized void watch(PageMessage.Watch wanted) {
        boolean another = watch.filter(before -> before.subject().equals(wanted.subject())).isEmpty();
        if (another) {
            outbox.clear();
            held.clear();
        }
        watch.ifPresent(before -> before.maps().forEach(outbox::forget));
        held.keySet().retainAll(wanted.maps());
        watch = Optional.of(wanted);
        live.subject(wanted.subject()).ifPresent(subject -> {
            wanted.maps().forEach(key -> subject.maps().newest(key).ifPresent(map -> offer(wanted, map)));
            if (another) {
                subject.scores().newest().forEach(outbox::put);
                subject.trials().newest().forEach(outbox::put);
            }
        });
    }

    /// What the page holds is what it says, not what was sent: it may have dropped a frame that it could not use.
    private void offer(PageMessage.Watch wanted, VoxelMap map) {
        boolean has = wanted.server().equals(live.server())
                && wanted.have().getOrDefault(map.key(), Long.MIN_VALUE) == map.seq();
        if (has) {
            held.put(map.key(), frames.held(map));
        } else {
            held.remove(map.key());
            outbox.put(map);
        }
    }

    /// A page answers in the order in which frames came.
    private synchronized void answered(long seq) {
        if (unanswered.contains(seq)) {
            while (unanswered.remove() != seq) {
                // Drawn before it, or passed over.
            }
        }
    }

    @Override
    public void changed(String subject, Update update) {
        synchronized (this) {
            if (!wants(subject, update)) {
                return;
            }
            outbox.put(update);
        }
        sender.send();
    }

    private boolean wants(String subject, Update update) {
        boolean watched = watch.filter(wanted -> wanted.subject().equals(subject)).isPresent();
        return watched && switch (update) {
            case VoxelMap map -> watch.get().maps().contains(map.key());
            case ScoreUpdate score -> true;
            case Trial trial -> true;
        };
    }

    @Override
    public void beat() {
        Optional<LiveSubject> watched;
        synchronized (this) {
            watched = watch.map(PageMessage.Watch::subject).flatMap(live::subject);
        }
        ByteBuffer health = Frames.health(live.nextSeq(), HealthJson.of(live, watched));
        synchronized (this) {
            note = Optional.of(health);
        }
        sender.send();
    }

    private synchronized Optional<ByteBuffer> next() {
        if (note.isPresent()) {
            Optional<ByteBuffer> first = note;
            note = Optional.empty();
            return first;
        }
        boolean room = unanswered.size() < WINDOW;
        return outbox.take(update -> room || update instanceof ScoreUpdate).map(this::frame);
    }

    private ByteBuffer frame(Update update) {
        return switch (update) {
            case VoxelMap map -> frame(map);
            case Trial trial -> frame(trial);
            case ScoreUpdate score -> Frames.score(score);
        };
    }

    private ByteBuffer frame(VoxelMap map) {
        unanswered.add(map.seq());
        return frames.map(map, Optional.ofNullable(held.put(map.key(), frames.held(map))));
    }

    private ByteBuffer frame(Trial trial) {
        unanswered.add(trial.seq());
        return frames.trial(trial);
    }

    /// The page is gone.
    public void close() {
        live.leave(this);
    }
}
