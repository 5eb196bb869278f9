package org.topostream.cli.backbones;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// Tells how far a count has come and how long the rest will take: one line that is written over on a terminal, one every
/// few seconds elsewhere.
public final class Counted {
    private static final Duration ON_TERMINAL = Duration.ofMillis(500);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    private final PrintWriter err;
    private final String what;
    private final long total;
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private final long begun = System.nanoTime();
    private long toldAt = begun;

    /// @param what is counted, as a plural
    public Counted(PrintWriter err, String what, long total) {
        this.err = err;
        this.what = what;
        this.total = total;
    }

    /// Tells it where it was not told just now.
    public void at(long done) {
        long now = System.nanoTime();
        if (now - toldAt >= (terminal ? ON_TERMINAL : ELSEWHERE).toNanos()) {
            toldAt = now;
            tell(done, now);
        }
    }

    /// Tells what came of it.
    public void end(long done) {
        tell(done, System.nanoTime());
        if (terminal) {
            err.println();
            err.flush();
        }
    }

    private void tell(long done, long now) {
        double seconds = Math.max((now - begun) / 1e9, 1e-9);
        double rate = done / seconds;
        String line = String.format(Locale.ROOT, "%d of %d %s, %.1f/s, %s", done, total, what, rate, done == total
                ? "in " + Math.round(seconds) + " s"
                : rate > 0 ? Math.round((total - done) / rate) + " s left" : "-");
        if (terminal) {
            err.print("\r\u001b[K" + line);
        } else {
            err.println(line);
        }
        err.flush();
    }
}
