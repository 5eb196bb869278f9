package org.topostream.cli.parts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

import picocli.CommandLine.Option;

import org.topostream.cli.acquire.NiftiVolumes;
import org.topostream.cli.config.Bounds;
import org.topostream.dashboard.Dashboard;
import org.topostream.dashboard.DashboardSettings;
import org.topostream.schemas.Site;

/// Options that say where the live page is served.
public final class PageOptions {
    private static final int USUAL_PORT = 8088;

    @Bounds(min = 0, max = 65535)
    @Option(names = "--port", paramLabel = "N", description = "Where the live page is served; 0 takes any port that is free "
            + "(default: " + USUAL_PORT + ", or a free one where that is taken).")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "For whom the page is "
            + "served: the address of this machine that browsers must use (default: ${DEFAULT-VALUE}, for this machine "
            + "alone; the page has no passwords).")
    private String host = "127.0.0.1";

    /// Serves the page.
    /// @throws IOException where the port that was asked for is taken
    public Dashboard serve(Site site) throws IOException {
        return Dashboard.start(site, DashboardSettings.defaults().at(host, port.isPresent() ? port.get() : free()),
                Optional.of(new NiftiVolumes(site.limits().recordBytes() / Float.BYTES)));
    }

    private int free() throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), USUAL_PORT));
            return USUAL_PORT;
        } catch (java.net.BindException e) {
            return 0;
        }
    }
}
