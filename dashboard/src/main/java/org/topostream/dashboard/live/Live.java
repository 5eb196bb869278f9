package org.topostream.dashboard.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is known now, and who wants to be told when it changes. [Intake] fills it.
public final class Live {
    private static final Logger LOG = LoggerFactory.getLogger(Live.class);

    private final int mostVersions;
    private final InstantSource clock;
    private final String server = UUID.randomUUID().toString();
    private final Instant startedAt;
    /// Begins at the time, so that no number of a server that ran before is one of this server's.
    private final AtomicLong seq;
    private final Map<String, LiveSubject> subjects = new ConcurrentSkipListMap<>();
    private final StimulusMemory stimuli;
    private final Activity activity;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile FeedState state = FeedState.STARTING;

    /// @param mostVersions  of each map
    /// @param stimulusBytes most bytes of images
    public Live(int mostVersions, long stimulusBytes, InstantSource clock) {
        this.mostVersions = mostVersions;
        this.clock = clock;
        startedAt = clock.instant();
        seq = new AtomicLong(startedAt.toEpochMilli());
        stimuli = new StimulusMemory(stimulusBytes);
        activity = new Activity(clock);
    }

    /// Tells this server from others, and from itself before it was started again.
    public String server() {
        return server;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public FeedState state() {
        return state;
    }

    public void state(FeedState now) {
        state = now;
    }

    /// A number higher than all before.
    public long nextSeq() {
        return seq.incrementAndGet();
    }

    /// By name.
    public List<LiveSubject> subjects() {
        return List.copyOf(subjects.values());
    }

    public Optional<LiveSubject> subject(String name) {
        return Optional.ofNullable(subjects.get(name));
    }

    public StimulusMemory stimuli() {
        return stimuli;
    }

    /// Of what belongs to no subject: stimuli.
    public Activity activity() {
        return activity;
    }

    void learn(Anatomy anatomy) {
        Optional.ofNullable(subjects.putIfAbsent(anatomy.subject(), new LiveSubject(anatomy, mostVersions, clock)))
                .ifPresent(known -> known.learn(anatomy));
    }

    void forget(String subject) {
        subjects.remove(subject);
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    public void leave(Listener listener) {
        listeners.remove(listener);
    }

    /// How many are told.
    public int listeners() {
        return listeners.size();
    }

    void tell(String subject, Update update) {
        for (Listener listener : listeners) {
            guarded(() -> listener.changed(subject, update));
        }
    }

    /// A second has passed.
    public void beat() {
        for (Listener listener : listeners) {
            guarded(listener::beat);
        }
    }

    /// One page's trouble is no other page's, and not the reader's of Kafka.
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn("page not told reason={}", e.toString(), e);
        }
    }
}
