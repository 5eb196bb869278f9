package org.topostream.tests.lab;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.common.errors.InterruptException;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;

/// Somebody who subscribes to the maps and looks at each for a while.
final class SlowReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final AtomicInteger read = new AtomicInteger();
    private final Thread thread;

    SlowReader(Site site, Duration look) {
        thread = Thread.ofPlatform().name("slow-reader").daemon().start(() -> read(site, look));
    }

    private void read(Site site, Duration look) {
        try (TopicTail<CorticalMap> maps = TopicTail.open(site, Topics.maps(FaultExperiment.SUBJECT).name())) {
            while (true) {
                maps.poll(POLL, map -> {
                    read.incrementAndGet();
                    pause(look);
                });
            }
        } catch (InterruptException e) {
            // close() asked for it
        }
    }

    private static void pause(Duration look) {
        try {
            Thread.sleep(look);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /// How many maps so far.
    int read() {
        return read.get();
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
