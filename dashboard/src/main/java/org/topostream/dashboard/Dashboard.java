package org.topostream.dashboard;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

import org.topostream.dashboard.feed.Feed;
import org.topostream.dashboard.http.DashboardServer;
import org.topostream.dashboard.live.Live;
import org.topostream.schemas.Site;

/// The live page and what it is made of (`docs/live-page.md`). One thread reads Kafka, however many pages are open.
public final class Dashboard implements AutoCloseable {
    private final DashboardServer server;
    private final Pulse pulse;
    private final Optional<Feed> feed;

    private Dashboard(DashboardServer server, Pulse pulse, Optional<Feed> feed) {
        this.server = server;
        this.pulse = pulse;
        this.feed = feed;
    }

    /// Answers when this returns; topics that are missing and a Kafka that is away are waited for.
    /// @throws IOException where nobody can listen at that address
    public static Dashboard start(Site site, DashboardSettings settings) throws IOException {
        Live live = live(settings);
        DashboardServer server = DashboardServer.start(settings.host(), settings.port(), live);
        return new Dashboard(server, new Pulse(live), Optional.of(Feed.start(site, live, settings.subject())));
    }

    /// Serves what somebody else feeds.
    /// @throws IOException where nobody can listen at that address
    static Dashboard serve(Live live, DashboardSettings settings) throws IOException {
        DashboardServer server = DashboardServer.start(settings.host(), settings.port(), live);
        return new Dashboard(server, new Pulse(live), Optional.empty());
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
    }
}
