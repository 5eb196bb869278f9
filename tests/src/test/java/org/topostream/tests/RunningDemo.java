package org.topostream.tests;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.topostream.cli.commands.RootCommand;
import org.topostream.cli.site.Endpoints;
import org.topostream.schemas.Site;

/// `topostream demo` with its live page, in a thread of its own.
///
/// @param data    where it keeps everything
/// @param printed what it says
/// @param thread  in which it runs
public record RunningDemo(Path data, StringWriter printed, Thread thread) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Pattern PAGE = Pattern.compile("Live page: (\\S+)");

    /// @param data where it keeps everything
    public static RunningDemo start(Path data, int trials, int voxels) {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        List<String> arguments = new ArrayList<>(List.of("demo", "--trials", Integer.toString(trials), "--voxels",
                Integer.toString(voxels), "--port", "0", "--data", data.toString()));
        Thread thread = Thread.ofPlatform().name("demo").start(() -> RootCommand.commandLine().setOut(out).setErr(out)
                .execute(arguments.toArray(String[]::new)));
        return new RunningDemo(data, printed, thread);
    }

    /// Waits until it has said something.
    /// @throws IllegalStateException where it ends before, or does not in time
    public void await(String what) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!printed.toString().contains(what)) {
            if (!thread.isAlive() || Instant.now().isAfter(end)) {
                thread.interrupt();
                throw new IllegalStateException("the demo does not say '" + what + "': " + printed);
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    /// Where the live page is, once the demo has said so.
    public String page() throws InterruptedException {
        await("Live page:");
        return PAGE.matcher(printed.toString()).results().map(found -> found.group(1)).findFirst()
                .orElseThrow(() -> new IllegalStateException("the demo names no live page: " + printed));
    }

    /// Where its topics are.
    public Site site() {
        Endpoints endpoints = Endpoints.running(data).getFirst();
        return new Site(endpoints.bootstrapServers(), endpoints.schemaRegistry(), Map.of());
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        if (!thread.join(PATIENCE)) {
            throw new IllegalStateException("the demo does not end");
        }
    }
}
