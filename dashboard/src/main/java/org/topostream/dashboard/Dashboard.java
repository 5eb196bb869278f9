package org.topostream.dashboard;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

import org.topostream.dashboard.door.DoorLimits;
import org.topostream.dashboard.door.Doors;
import org.topostream.dashboard.door.KafkaOutput;
import org.topostream.dashboard.door.VolumeDecoder;
import org.topostream.dashboard.feed.Feed;
import org.topostream.dashboard.http.DashboardServer;
import org.topostream.dashboard.live.Live;
import org.topostream.schemas.Site;

/// The live page and what it is made of (`docs/live-page.md`). One thread reads Kafka, however many pages are open.
public final class Dashboard implements AutoCloseable {
    private final DashboardServer server;
    private final Pulse pulse;
    private final Optional<Feed> feed;
    private final Optional<Doors> doors;

    private Dashboard(DashboardServer server, Pulse pulse, Optional<Feed> feed, Optional<Doors> doors) {
        this.server = server;
        this.pulse = pulse;
        this.feed = feed;
        this.doors = doors;
    }

    /// Answers when this returns; topics that are missing and a Kafka that is away are waited for.
    /// @throws IOException where nobody can listen at that address
    public static Dashboard start(Site site, DashboardSettings settings) throws IOException {
        return start(site, settings, Optional.empty());
    }

    /// The same with somebody who reads files with volumes, for the door that takes volumes.
    /// @throws IOException where nobody can listen at that address
    public static Dashboard start(Site site, DashboardSettings settings, Optional<VolumeDecoder> decoder)
            throws IOException {
        settings.access().requireFit(settings.host());
        Live live = live(settings);
        Optional<Doors> doors = settings.doors()
                ? Optional.of(new Doors(new KafkaOutput(site), live, DoorLimits.of(site.limits()), decoder))
                : Optional.empty();
        try {
            DashboardServer server = DashboardServer.start(settings.host(), settings.port(), live, doors,
                    settings.access());
            return new Dashboard(server, new Pulse(live), Optional.of(Feed.start(site, live, settings.subject())),
                    doors);
        } catch (IOException | RuntimeException e) {
            doors.ifPresent(Doors::close);
            throw e;
        }
    }

    /// Serves what somebody else feeds, without doors.
    /// @throws IOException where nobody can listen at that address
    static Dashboard serve(Live live, DashboardSettings settings) throws IOException {
        DashboardServer server = DashboardServer.start(settings.host(), settings.port(), live, Optional.empty(),
                settings.access());
        return new Dashboard(server, new Pulse(live), Optional.empty(), Optional.empty());
    }

    static Live live(DashboardSettings settings) {
        return new Live(settings.rememberedVersions(), settings.stimulusBytes(), InstantSource.system());
    }

    /// Where a browser finds the page.
    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
        pulse.close();
        feed.ifPresent(Feed::close);
        doors.ifPresent(Doors::close);
    }
}
