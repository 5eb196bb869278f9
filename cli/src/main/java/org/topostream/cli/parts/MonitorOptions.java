package org.topostream.cli.parts;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import picocli.CommandLine.Option;

import org.topostream.cli.config.Bounds;
import org.topostream.telemetry.Monitor;
import org.topostream.telemetry.health.Health;

/// Options that say where a process tells of itself.
public final class MonitorOptions {
    @Bounds(min = 0, max = 65_535)
    @Option(names = "--metrics-port", paramLabel = "N", description = "Serve /metrics for Prometheus, /health and /ready "
            + "there; 0 takes any port that is free (default: they are not served).")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--metrics-host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "Address of this "
            + "machine at which they are served (default: ${DEFAULT-VALUE}, for this machine alone; they ask for no "
            + "password).")
    private String host = "127.0.0.1";

    private final AtomicBoolean started = new AtomicBoolean();

    /// Serves, where that is asked for, before the first part is there, and says where.
    /// @throws IOException where the port is taken
    public void serve(Lifecycle parts, PrintWriter out) throws IOException {
        if (port.isPresent()) {
            Monitor monitor = parts.add(
                    Monitor.start(host, port.get(), () -> Health.of(parts.watched(), started.get())));
            parts.add(new GpuMeters());
            out.println("Metrics: http://" + host + ":" + monitor.address().getPort() + "/metrics");
            out.flush();
        }
    }

    /// All parts that there are to be at first have been started.
    public void started() {
        started.set(true);
    }
}
