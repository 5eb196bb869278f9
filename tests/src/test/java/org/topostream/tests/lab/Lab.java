package org.topostream.tests.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.topostream.schemas.Site;

/// The parts of topostream, each a process of its own that is started again as soon as it has ended, as a lab's service
/// manager would.
final class Lab implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Path folder;
    private final Jvm jvm;
    private final Site site;
    private final Map<Part, Child> running = new EnumMap<>(Part.class);
    private final AtomicInteger endedByThemselves = new AtomicInteger();
    private final List<Child> expectedToEnd = new ArrayList<>();

    Lab(Path folder, Jvm jvm, Site site) {
        this.folder = folder;
        this.jvm = jvm;
        this.site = site;
        for (Part part : Part.values()) {
            start(part);
        }
    }

    private synchronized void start(Part part) {
        Child child = child(part, part.command());
        running.put(part, child);
        child.whenEnded(() -> startAgain(part, child));
    }

    private synchronized void startAgain(Part part, Child ended) {
        if (running.get(part) == ended) {
            if (!expectedToEnd.remove(ended)) {
                endedByThemselves.incrementAndGet();
            }
            start(part);
        }
    }

    private Child child(Part part, String name) {
        Path log = folder.resolve(name + ".log");
        List<String> arguments = new ArrayList<>(part.arguments());
        arguments.addAll(List.of("--bootstrap-server", site.bootstrapServers(), "--schema-registry",
                site.schemaRegistry(), "--data", data(name).toString()));
        return Child.start(name, jvm.topostream(log, arguments), folder.resolve(name + ".out"));
    }

    /// The folder of an instance, by its name.
    Path data(String name) {
        return folder.resolve(name);
    }

    private Path log(Part part) {
        return folder.resolve(part.command() + ".log");
    }

    /// How long a part's log is now.
    long logBytes(Part part) {
        return log(part).toFile().length();
    }

    /// Waits until a part's log says something.
    /// @param from what stands before does not count
    /// @throws IllegalStateException where it does not in time
    void awaitLog(Part part, long from, String what, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!added(log(part), from).contains(what)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("after " + limit.toSeconds() + " s the log of " + part.command()
                        + " does not say '" + what + "'");
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    /// A log that is shorter than it was has been begun anew.
    private static String added(Path log, long from) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        byte[] all = Files.readAllBytes(log);
        int start = all.length >= from ? (int) from : 0;
        return new String(all, start, all.length - start, StandardCharsets.UTF_8);
    }

    /// SIGKILL; another takes its place at once.
    void kill(Part part) throws InterruptedException {
        expectEnd(part).kill();
    }

    /// SIGTERM; another takes its place as soon as it has ended.
    void restart(Part part) throws InterruptedException {
        expectEnd(part).stop();
    }

    private synchronized Child expectEnd(Part part) {
        Child child = running.get(part);
        expectedToEnd.add(child);
        return child;
    }

    synchronized Child running(Part part) {
        return running.get(part);
    }

    /// A second instance of a part, which is not started again.
    Child visitor(Part part) {
        return child(part, part.command() + "-visitor");
    }

    /// How often a part ended though nobody made it.
    int endedByThemselves() {
        return endedByThemselves.get();
    }

    /// Stops all parts for good.
    @Override
    public void close() throws InterruptedException {
        List<Child> last;
        synchronized (this) {
            last = List.copyOf(running.values());
            running.clear();
        }
        for (Child child : last) {
            child.stop();
        }
    }
}
