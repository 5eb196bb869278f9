package org.topostream.cli.commands;

import java.io.PrintWriter;

import org.topostream.cli.parts.Lifecycle;

/// Keeps parts running until Ctrl-C.
final class Stay {
    /// Starts parts.
    interface Starter {
        void start(Lifecycle parts) throws Exception;
    }

    private Stay() {}

    /// Starts parts, says so, and returns only by an interrupt; whatever ends the process stops them in reverse order.
    static void up(PrintWriter out, String what, Starter starter) throws Exception {
        try (Lifecycle parts = new Lifecycle()) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(parts::close));
            starter.start(parts);
            out.println(what + ". Ctrl-C ends.");
            out.flush();
            Thread.currentThread().join();
        }
    }
}
