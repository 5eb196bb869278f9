package org.topostream.dashboard.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.dashboard.door.DoorHandler;
import org.topostream.dashboard.door.Doors;
import org.topostream.dashboard.live.Live;
import org.topostream.dashboard.push.SharedFrames;

/// Serves what is live over HTTP, WebSocket and Server-Sent Events.
public final class DashboardServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);
    /// Nothing that is served blocks, so that few threads serve many pages.
    private static final int THREADS = 8;
    /// Longer than between two beats: who says nothing for so long is gone.
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final int MESSAGE_BYTES = 64 * 1024;
    private static final int HEADER_BYTES = 64 * 1024;
    private static final long STOP_MS = 500;

    private final Server server;
    private final String url;

    private DashboardServer(Server server, String url) {
        this.server = server;
        this.url = url;
    }

    /// @param port  0 for any that is free
    /// @param doors through which others send; everything is read only without
    /// @throws IOException where nobody can listen there
    public static DashboardServer start(String host, int port, Live live, Optional<Doors> doors) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("dashboard");
        threads.setDaemon(true);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        SharedFrames frames = new SharedFrames();
        WebSocketUpgradeHandler sockets = WebSocketUpgradeHandler.from(server, container -> sockets(container, live,
                frames));
        sockets.setHandler(new Requests(live));
        Handler behind = doors.<Handler>map(open -> new DoorHandler(open, sockets)).orElse(sockets);
        server.setHandler(new Guard(host, path -> doors.isPresent() && Doors.handles(path), behind));
        server.setErrorHandler(new JsonErrors());
        server.setStopTimeout(STOP_MS);
        DashboardServer started = new DashboardServer(server, "");
        try {
            server.start();
        } catch (IOException e) {
            started.close();
            throw new IOException("the live page cannot be served at " + host + ":" + port + ": " + e.getMessage()
                    + "; take another port", e);
        } catch (Exception e) {
            started.close();
            throw new IllegalStateException("the live page's server did not start", e);
        }
        return new DashboardServer(server, url(host, connector.getLocalPort()));
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setMaxResponseHeaderSize(HEADER_BYTES);
        // The id of a stimulus may hold what a path may not; it is looked up, never opened.
        configuration.setUriCompliance(UriCompliance.DEFAULT.with("ids", Violation.AMBIGUOUS_PATH_SEPARATOR,
                Violation.AMBIGUOUS_PATH_ENCODING, Violation.SUSPICIOUS_PATH_CHARACTERS));
        return configuration;
    }

    private static void sockets(ServerWebSocketContainer container, Live live, SharedFrames frames) {
        container.setIdleTimeout(IDLE);
        container.setMaxTextMessageSize(MESSAGE_BYTES);
        container.addMapping("/live", (request, response, callback) -> {
            // Browsers offer to inflate; to deflate every frame for every page would cost more than it saves.
            response.setExtensions(List.of());
            return new BrowserSocket(live, frames);
        });
    }

    private static String url(String host, int port) {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port + "/";
    }

    public String url() {
        return url;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("page's server did not stop cleanly reason={}", e.toString());
        }
    }
}
