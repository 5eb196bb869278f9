package org.topostream.cli.maps;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.common.errors.WakeupException;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;

/// Prints the newest maps there are, and then a line for each that comes, until closed.
public final class MapWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final TopicTail<CorticalMap> tail;
    private final Optional<String> kind;
    private final PrintWriter out;
    private final Thread thread;
    private volatile boolean closed;

    /// @param subjects whose maps, one or more that have some
    /// @param kind     only maps of this kind
    public MapWatch(Site site, Set<String> subjects, Optional<String> kind, PrintWriter out) {
        this(TopicTail.open(site, subjects.stream().map(subject -> Topics.maps(subject).name()).toArray(String[]::new)),
                kind, out);
    }

    MapWatch(TopicTail<CorticalMap> tail, Optional<String> kind, PrintWriter out) {
        this.tail = tail;
        this.kind = kind;
        this.out = out;
        thread = Thread.ofPlatform().name("maps").start(this::watch);
    }

    private void watch() {
        try (tail) {
            newest().forEach(this::print);
            while (!closed) {
                tail.poll(POLL, record -> Optional.ofNullable(record.value()).ifPresent(this::print));
            }
        } catch (WakeupException e) {
            // close() asked for it
        }
    }

    /// Of every subject, backbone and kind, in the order in which they came.
    private List<CorticalMap> newest() {
        Map<String, CorticalMap> newest = new LinkedHashMap<>();
        tail.readToEnd(record -> {
            String key = record.topic() + "/" + record.key();
            newest.remove(key);
            if (record.value() != null) {
                newest.put(key, record.value());
            }
        });
        return List.copyOf(newest.values());
    }

    private void print(CorticalMap map) {
        if (kind.map(map.getKind()::equals).orElse(true)) {
            out.println(MapText.update(map));
            out.flush();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        tail.wakeup();
        thread.join();
    }
}
