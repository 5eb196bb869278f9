package org.topostream.tests.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Keeps a lab busy for long, and looks whether it takes more and more of the machine.
@Command(name = "soak.sh", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Start a broker, a registry, extract, score, evaluate, map and train as separate processes, measure how many "
                + "stimuli a second are predicted, and send seven tenths of that, with a trial a second that is learnt "
                + "from. Once a minute each part's garbage is collected, and its live heap, native memory, file "
                + "handles and threads are noted.",
        "Ends with 1 where one of them grows, or a stimulus is lost or predicted twice."})
public final class SoakBench implements Callable<Integer> {
    private static final int LEAST = 3;

    @Mixin
    private final LabFolder folder = new LabFolder();

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "30", description = "How long, " + LEAST
            + " or more (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(names = "--load", paramLabel = "SHARE", defaultValue = "0.7", description = "Of the rate that the machine "
            + "can take (default: ${DEFAULT-VALUE}).")
    private double load;

    private final PrintStream progress = System.err;

    public static void main(String[] arguments) {
        LabFolder.run(new SoakBench(), arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (minutes < LEAST) {
            throw new IOException("--minutes " + minutes + " is too short, expected " + LEAST + " or more");
        }
        SoakReport report = folder.with(this::run);
        System.out.print(report.table());
        return report.pass() ? 0 : 1;
    }

    private SoakReport run(Path files) throws IOException, InterruptedException {
        progress.println("Starting the lab; its logs are in " + files + " ...");
        try (LoadedLab lab = new LoadedLab(files, folder.seed())) {
            double capacity = lab.capacity();
            Duration length = Duration.ofMinutes(minutes);
            progress.printf("It predicts %.0f stimuli a second; now %.0f a second for %d min ...%n", capacity,
                    load * capacity, minutes);
            CompletableFuture<Integer> sending = CompletableFuture.supplyAsync(
                    () -> send(lab, load * capacity, length));
            Map<Part, List<Vitals>> vitals = look(lab);
            int sent = sending.join();
            LoadedLab.Count count = lab.finish(length);
            return new SoakReport(capacity, sent, length.toSeconds(), lab.parts().endedByThemselves(), vitals, count);
        }
    }

    private static int send(LoadedLab lab, double rate, Duration length) {
        try {
            return lab.pump().send(rate, length);
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private Map<Part, List<Vitals>> look(LoadedLab lab) throws IOException, InterruptedException {
        Map<Part, List<Vitals>> vitals = new EnumMap<>(Part.class);
        long begin = System.nanoTime();
        for (int minute = 1; minute <= minutes; minute++) {
            Thread.sleep(Math.max(0, Duration.ofMinutes(minute).minusNanos(System.nanoTime() - begin).toMillis()));
            for (Part part : Part.values()) {
                vitals.computeIfAbsent(part, key -> new ArrayList<>())
                        .add(Vitals.of(lab.parts().running(part).pid(), Jvm.HEAP));
            }
            progress.printf("%3d of %d min: %d sent, %d predicted, %d wait to be extracted%n", minute, minutes,
                    lab.pump().sent(), lab.watch().predicted(), lab.waiting());
        }
        return vitals;
    }
}
