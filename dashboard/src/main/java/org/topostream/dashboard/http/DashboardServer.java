package org.topostream.dashboard.http;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.dashboard.access.Access;
import org.topostream.dashboard.access.Keystore;
import org.topostream.dashboard.access.RequestRate;
import org.topostream.dashboard.access.Tickets;
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

    /// Lets in whoever is on this machine.
    /// @param port  0 for any that is free
    /// @param doors through which others send; everything is read only without
    /// @throws IOException where nobody can listen there
    public static DashboardServer start(String host, int port, Live live, Optional<Doors> doors) throws IOException {
        return start(host, port, live, doors, Access.open());
    }

    /// @param port   0 for any that is free
    /// @param doors  through which others send; everything is read only without
    /// @param access who gets there
    /// @throws IOException              where nobody can listen there, or the keystore cannot be read
    /// @throws IllegalArgumentException where other machines would get there without a token
    public static DashboardServer start(String host, int port, Live live, Optional<Doors> doors, Access access)
            throws IOException {
        access.requireFit(host);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("dashboard");
        threads.setDaemon(true);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1, protocols(access.keystore()));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        SharedFrames frames = new SharedFrames();
        WebSocketUpgradeHandler sockets = WebSocketUpgradeHandler.from(server, container -> sockets(container, live,
                frames));
        sockets.setHandler(new Requests(live));
        Handler behind = doors.<Handler>map(open -> new DoorHandler(open, sockets)).orElse(sockets);
        boolean secure = access.keystore().isPresent();
        warnOfPlainText(host, secure);
        Handler known = access.token()
                .<Handler>map(token -> new Login(new Tickets(token, InstantSource.system()), secure, behind))
                .orElse(behind);
        OptionalInt rate = access.rateAt(host);
        Handler paced = rate.isPresent()
                ? new Throttle(new RequestRate(rate.getAsInt(), InstantSource.system()), known)
                : known;
        server.setHandler(new Guard(host, path -> doors.isPresent() && Doors.handles(path)
                || access.token().isPresent() && path.equals(Login.PATH), paced));
        server.setErrorHandler(new JsonErrors());
        server.setStopTimeout(STOP_MS);
        DashboardServer started = new DashboardServer(server, "");
        try {
            server.start();
        } catch (IOException e) {
            started.close();
            throw new IOException("the live page cannot be served at " + host + ":" + port + ": " + e.getMessage()
                    + (secure ? "; take another port, or look at the keystore" : "; take another port"), e);
        } catch (Exception e) {
            started.close();
            throw new IllegalStateException("the live page's server did not start", e);
        }
        return new DashboardServer(server, url(secure, host, connector.getLocalPort()));
    }

    private static void warnOfPlainText(String host, boolean secure) throws IOException {
        if (!secure && !Access.isLoopback(host)) {
            LOG.warn("page is served without TLS host={} reason=whoever is on the network between may read the token "
                    + "and people's data; --tls-keystore, or a proxy in front, keeps them out", host);
        }
    }

    private static ConnectionFactory[] protocols(Optional<Keystore> keystore) throws IOException {
        HttpConfiguration configuration = configuration();
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        if (keystore.isEmpty()) {
            return new ConnectionFactory[]{http};
        }
        if (!Files.isReadable(keystore.get().file())) {
            throw new IOException("--tls-keystore " + keystore.get().file() + ": expected a file that can be read");
        }
        // It refuses hosts' names that the certificate does not bear.
        configuration.addCustomizer(new SecureRequestCustomizer());
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keystore.get().file().toAbsolutePath().toString());
        tls.setKeyStorePassword(keystore.get().password());
        return new ConnectionFactory[]{new SslConnectionFactory(tls, http.getProtocol()), http};
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

    private static String url(boolean secure, String host, int port) {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return (secure ? "https://" : "http://") + (name.contains(":") ? "[" + name + "]" : name) + ":" + port + "/";
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
