package org.topostream.tests.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.topostream.cli.bench.ResidentMemory;

/// Sends a lab far more stimuli than it can take, and looks whether it bears that.
@Command(name = "overload.sh", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Start a broker, a registry, extract, score, evaluate, map and train as separate processes; measure how many "
                + "stimuli a second are predicted; send ten times as many for two minutes, while somebody reads the maps "
                + "slowly; wait until all is predicted.",
        "Ends with 1 where a stimulus is lost or predicted twice, a part takes more memory than it may, predictions do "
                + "not become as quick as they were, or the backlog cannot be seen."})
public final class OverloadBench implements Callable<Integer> {
    private static final int PROBES = 20;
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final double PATIENCE = 4;
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(5);

    @Mixin
    private final LabFolder folder = new LabFolder();

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "120", description = "How long (default: "
            + "${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--times", paramLabel = "X", defaultValue = "10", description = "How many times the rate that the "
            + "machine can take (default: ${DEFAULT-VALUE}).")
    private double times;

    private final PrintStream progress = System.err;

    public static void main(String[] arguments) {
        LabFolder.run(new OverloadBench(), arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        OverloadReport report = folder.with(this::run);
        System.out.print(report.table());
        return report.pass() ? 0 : 1;
    }

    private OverloadReport run(Path files) throws IOException, InterruptedException {
        progress.println("Starting the lab; its logs are in " + files + " ...");
        try (LoadedLab lab = new LoadedLab(files, folder.seed());
                SlowReader slow = new SlowReader(lab.site(), SLOW)) {
            double capacity = lab.capacity();
            progress.printf("It predicts %.0f stimuli a second; now %.0f a second for %d s ...%n", capacity,
                    times * capacity, seconds);
            List<Double> before = lab.probe(PROBES);
            long begin = System.nanoTime();
            CompletableFuture<Integer> sending = CompletableFuture.supplyAsync(() -> send(lab, times * capacity));
            long most = watch(lab, sending, begin);
            int sent = sending.join();
            double caughtUp = since(begin) - seconds;
            List<Double> after = lab.probe(PROBES);
            Map<Part, Long> peaks = peaks(lab.parts());
            LoadedLab.Count count = lab.finish(LEAST_PATIENCE);
            return new OverloadReport(capacity, sent, seconds, caughtUp, before, after, most, lab.waiting(), peaks,
                    lab.parts().endedByThemselves(), slow.read(), lab.watch().maps(), count);
        }
    }

    private int send(LoadedLab lab, double rate) {
        try {
            return lab.pump().send(rate, Duration.ofSeconds(seconds));
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /// Looks at it until all is predicted.
    /// @return how many stimuli waited at most
    private long watch(LoadedLab lab, CompletableFuture<Integer> sending, long begin) throws InterruptedException {
        double limit = Math.max(PATIENCE * times * seconds, LEAST_PATIENCE.toSeconds());
        long most = 0;
        while (!sending.isDone() || lab.watch().predicted() < lab.pump().sent()) {
            if (since(begin) > limit) {
                throw new IllegalStateException("after " + Math.round(limit) + " s only " + lab.watch().predicted()
                        + " stimuli are predicted of " + lab.pump().sent());
            }
            long waiting = lab.waiting();
            most = Math.max(most, waiting);
            progress.printf("%5.0f s: %d sent, %d predicted, %d wait to be extracted%n", since(begin),
                    lab.pump().sent(), lab.watch().predicted(), waiting);
            Thread.sleep(LOOK_EVERY);
        }
        lab.awaitPredicted(LEAST_PATIENCE);
        return most;
    }

    private static Map<Part, Long> peaks(Lab parts) throws IOException {
        Map<Part, Long> peaks = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            Optional<ResidentMemory> memory = ResidentMemory.of(parts.running(part).pid());
            peaks.put(part, memory.orElseThrow(() -> new IOException("nothing tells the memory of " + part.command()))
                    .peakMegabytes());
        }
        return peaks;
    }
}
