package org.topostream.tests.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.schemas.Backlog;
import org.topostream.schemas.Site;

/// A lab on one broker whose every part is a process of its own: a subject is shown a trial a second and answers, and more
/// stimuli can be sent beside.
final class LoadedLab implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double TRIALS_A_SECOND = 1;
    private static final int WARM_UP = 500;
    private static final int BURST = 1000;
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);

    private final Lifecycle lasting = new Lifecycle();
    private final Site site;
    private final Watch watch;
    private final Lab parts;
    private final SteadySession session;
    private final Pump pump;

    /// Starts it, and waits until a trial has gone all the way.
    LoadedLab(Path folder, long seed) throws IOException, InterruptedException {
        Jvm jvm = new Jvm(folder.resolve("classes.aot"), Path.of(System.getProperty("topostream.root")),
                Jvm.Habit.STAYS);
        try {
            site = lasting.add(OpenSite.open(Optional.empty(), new DataFolder(folder.resolve("site")), Map.of()))
                    .site();
            FaultExperiment experiment = new FaultExperiment(seed, 0);
            FaultBench.prepare(site, experiment.subject(), UninterruptedRun.backbone().name());
            watch = lasting.add(new Watch(site, UninterruptedRun.backbone().name()));
            parts = lasting.add(new Lab(folder.resolve("parts"), jvm, site));
            session = lasting.add(new SteadySession(site, experiment, watch, TRIALS_A_SECOND));
            pump = lasting.add(new Pump(site));
            new Flow(session, watch).await(START);
        } catch (IOException | RuntimeException e) {
            lasting.close();
            throw e;
        }
    }

    Site site() {
        return site;
    }

    Watch watch() {
        return watch;
    }

    Lab parts() {
        return parts;
    }

    Pump pump() {
        return pump;
    }

    /// How many stimuli a second are predicted where as many are sent as can be, once Java has compiled what is hot.
    double capacity() throws IOException, InterruptedException {
        burst(WARM_UP);
        return BURST / burst(BURST);
    }

    private double burst(int count) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        pump.send(count);
        awaitPredicted(PATIENCE);
        return (System.nanoTime() - begin) / 1e9;
    }

    /// Waits until all that was sent is predicted.
    /// @throws IllegalStateException where it is not in time
    void awaitPredicted(Duration limit) throws InterruptedException {
        String last = Pump.PREFIX + (pump.sent() - 1);
        if (!watch.await(now -> now.isPredicted(last) && now.predicted() >= pump.sent(), limit)) {
            throw new IllegalStateException("after " + limit.toSeconds() + " s only " + watch.predicted()
                    + " stimuli are predicted, expected " + pump.sent() + " and the session's");
        }
    }

    /// Seconds until each of some stimuli, sent one after the other, is predicted.
    List<Double> probe(int count) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            String stimulus = pump.send();
            if (!watch.await(now -> now.isPredicted(stimulus), PATIENCE)) {
                throw new IllegalStateException(stimulus + " is not predicted within " + PATIENCE.toSeconds() + " s");
            }
            seconds.add((System.nanoTime() - begin) / 1e9);
            Thread.sleep(BETWEEN_PROBES);
        }
        return seconds;
    }

    /// Stimuli that wait to be extracted.
    long waiting() {
        return Backlog.all(site).stream().filter(each -> each.part().startsWith(Part.EXTRACT.command()))
                .mapToLong(Backlog::records).sum();
    }

    /// Shows no more trials, waits until everything is dealt with, and counts.
    Count finish(Duration limit) throws InterruptedException {
        Answer last = session.finish(limit);
        if (!watch.await(now -> now.isDealtWith(last), limit)) {
            throw new IllegalStateException("the lab does not come to an end: " + watch.missing(last));
        }
        awaitPredicted(limit);
        Outcome outcome = watch.outcome();
        return Count.of(pump.sent(), outcome.features()).plus(Count.of(pump.sent(), outcome.predictions()));
    }

    /// What is wrong with what was written.
    ///
    /// @param missing   records that are not there
    /// @param duplicate records that are there twice
    record Count(long missing, long duplicate) {
        /// @param sent as many as there should be, once each
        static Count of(int sent, Map<String, List<Long>> written) {
            List<Integer> times = IntStream.range(0, sent)
                    .mapToObj(number -> written.getOrDefault(Pump.PREFIX + number, List.of()).size()).toList();
            return new Count(times.stream().filter(each -> each == 0).count(),
                    times.stream().mapToLong(each -> Math.max(0, each - 1)).sum());
        }

        private Count plus(Count other) {
            return new Count(missing + other.missing, duplicate + other.duplicate);
        }

        boolean isRight() {
            return missing == 0 && duplicate == 0;
        }
    }

    @Override
    public void close() {
        lasting.close();
    }
}
