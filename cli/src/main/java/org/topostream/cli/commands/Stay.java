package org.topostream.cli.commands;

import java.io.PrintWriter;

import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.parts.MonitorOptions;

/// Keeps parts running until Ctrl-C.
final class Stay {
    /// Starts parts.
    interface Starter {
        void start(Lifecycle parts) throws Exception;
    }

    private Stay() {}

    /// The same for what only watches.
    static void up(PrintWriter out, String what, Starter starter) throws Exception {
        up(out, new MonitorOptions(), what, starter);
    }

    /// Starts parts, says so, and returns only by an interrupt; whatever ends the process stops them in reverse order.
    /// @param monitoring serves metrics and health, from before the first part is there
    static void up(PrintWriter out, MonitorOptions monitoring, String what, Starter starter) throws Exception {
        try (Lifecycle parts = new Lifecycle()) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(parts::close));
            monitoring.serve(parts, out);
            starter.start(parts);
            monitoring.started();
            out.println(what + ". Ctrl-C ends.");
            out.flush();
            Thread.currentThread().join();
        }
    }
}
