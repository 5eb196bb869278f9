package org.topostream.cli.run;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import org.apache.kafka.common.TopicPartition;

import org.topostream.producers.Progress;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.encoders.TrainerProgress;

/// Shows how far a run is: one line that is written over on a terminal, one every few seconds elsewhere.
final class ProgressLine implements AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(500);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration WORRY = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(20);
    private static final Duration TRAINING_LIMIT = Duration.ofMinutes(10);

    private final PrintWriter out;
    private final Site site;
    private final String subject;
    private final String backbone;
    private final Instant started;
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private final TopicTail<Score> scores;
    private final LatestScore score;
    private Optional<Double> firstPrediction = Optional.empty();
    private Instant shownAt = Instant.EPOCH;
    private Instant movedAt = Instant.now();
    private int predictedBefore = -1;
    private int predictedAtStart = -1;
    private final Instant begun = Instant.now();

    ProgressLine(PrintWriter out, Site site, String subject, String backbone, Instant started) {
        this.out = out;
        this.site = site;
        this.subject = subject;
        this.backbone = backbone;
        score = new LatestScore(backbone);
        this.started = started;
        scores = TopicTail.open(site, Topics.scores(subject).name());
    }

    void show(Progress progress) {
        listen();
        if (!progress.latencies().isEmpty() && firstPrediction.isEmpty()) {
            firstPrediction = Optional.of(Duration.between(started, Instant.now()).toMillis() / 1e3);
        }
        watchForStandstill(progress.predicted());
        if (Instant.now().isAfter(shownAt.plus(terminal ? ON_TERMINAL : ELSEWHERE))) {
            shownAt = Instant.now();
            print(line(progress));
        }
    }

    private void listen() {
        scores.poll(Duration.ZERO, record -> score.take(record.value()));
    }

    private void watchForStandstill(int predicted) {
        if (predicted != predictedBefore) {
            predictedBefore = predicted;
            movedAt = Instant.now();
        } else if (Instant.now().isAfter(movedAt.plus(WORRY))) {
            movedAt = Instant.now();
            out.println();
            out.println("No new prediction for " + WORRY.toSeconds() + " s; the log file says more.");
        }
    }

    private String line(Progress progress) {
        if (predictedAtStart < 0) {
            predictedAtStart = progress.predicted();
        }
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1e3;
        double rate = (progress.predicted() - predictedAtStart) / Math.max(seconds, 1e-3);
        int left = progress.presentations() - progress.shown();
        return String.format(Locale.ROOT,
                "%d of %d shown, %d predicted, %d answered, %d refused | r %s, validation r %s | encoder %s | "
                        + "%.1f/s, %s left",
                progress.shown(), progress.presentations(), progress.predicted(), progress.responses(),
                progress.deadLetters(), score.get().map(s -> number(s.getPrequential().getRMean())).orElse("-"),
                score.get().map(s -> number(s.getValidation().getRMean())).orElse("-"),
                progress.encoder().map(e -> "v" + e.version() + ", " + e.steps() + " steps").orElse("-"), rate,
                rate > 0 ? time(left / rate) : "-");
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "-";
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }

    private void print(String line) {
        if (terminal) {
            out.print("\r\u001b[K" + line);
        } else {
            out.println(line);
        }
        out.flush();
    }

    /// Seconds from the start of the process to the first prediction that was read, if one was read in this run.
    Optional<Double> firstPredictionSeconds() {
        return firstPrediction;
    }

    /// Waits until the trainer has published an encoder that has seen every response and learnt every trial: it may
    /// read the features of the last trials after their responses. A trial that it refuses to learn is not waited for
    /// longer than [#QUIET] after everything else.
    void awaitTrained(Progress end) throws InterruptedException {
        Instant limit = Instant.now().plus(TRAINING_LIMIT);
        long responses;
        try (TopicAdmin admin = new TopicAdmin(site)) {
            responses = admin.ends(Topics.responses(subject).name())
                    .getOrDefault(new TopicPartition(Topics.responses(subject).name(), 0), 0L);
        }
        try (TrainerProgress trainer = new TrainerProgress(site, subject, backbone)) {
            long learnt = -1;
            Instant changed = Instant.now();
            while (trainer.trainedUpTo() < responses
                    || learnt < end.trainable() && Instant.now().isBefore(changed.plus(QUIET))) {
                long now = trainer.trials();
                changed = now == learnt ? changed : Instant.now();
                learnt = now;
                if (Instant.now().isAfter(limit)) {
                    throw new IllegalStateException("the trainer has not learnt the last responses within "
                            + TRAINING_LIMIT.toMinutes() + " min; the log file says more");
                }
                Thread.sleep(LOOK_EVERY);
                show(end);
            }
        }
    }

    @Override
    public void close() {
        if (terminal) {
            out.println();
        }
        scores.close();
    }
}
