package org.topostream.tests.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

import org.topostream.producers.Presentation;
import org.topostream.producers.StimulusSender;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Response;

/// Shows presentations at a steady rate, whatever happens to the lab, and gives each trial's response once its stimulus
/// is predicted: so every prediction must be honest, and all that follows is the same as in a run without faults.
final class SteadySession implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final FaultExperiment experiment;
    private final Watch watch;
    private final Duration interval;
    private final StimulusSender stimuli;
    private final KafkaProducer<String, Response> responses;
    private final Thread shower;

    // Guarded by this.
    private int shown;
    private boolean stopped;
    private Optional<Throwable> failure = Optional.empty();
    private final List<Presentation> waiting = new ArrayList<>();
    private final List<Given> given = new ArrayList<>();

    /// @param place  of the presentation
    /// @param repeat whether its stimulus had been shown before, and was predicted then
    private record Given(int place, boolean repeat, Answer answer) {}

    /// @param rate presentations a second
    SteadySession(Site site, FaultExperiment experiment, Watch watch, double rate) {
        this.experiment = experiment;
        this.watch = watch;
        this.interval = Duration.ofNanos((long) (1e9 / rate));
        stimuli = new StimulusSender(site);
        responses = site.producer();
        shower = Thread.ofPlatform().name("session").daemon().start(this::run);
    }

    private void run() {
        try {
            long next = System.nanoTime();
            while (!isOver()) {
                if (System.nanoTime() >= next && !isStopped()) {
                    show();
                    next += interval.toNanos();
                }
                answer();
                Thread.sleep(LOOK_EVERY);
            }
        } catch (IOException | InterruptedException | ExecutionException | RuntimeException e) {
            fail(e);
        }
    }

    private synchronized void fail(Throwable cause) {
        failure = Optional.of(cause);
        notifyAll();
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized boolean isOver() {
        return stopped && waiting.isEmpty();
    }

    private void show() throws IOException {
        Presentation presentation = experiment.presentation(shown());
        stimuli.send(presentation, FaultExperiment.SUBJECT, experiment.image(presentation));
        synchronized (this) {
            shown++;
            if (presentation.isTrial()) {
                waiting.add(presentation);
            }
        }
    }

    private void answer() throws InterruptedException, ExecutionException {
        List<Presentation> predicted;
        synchronized (this) {
            predicted = waiting.stream().filter(each -> watch.isPredicted(each.stimulusId())).toList();
        }
        for (Presentation presentation : predicted) {
            float[] values = experiment.response(presentation);
            Response response = Response.newBuilder().setStimulusId(presentation.stimulusId())
                    .setTrialId(presentation.trialId()).setSubject(FaultExperiment.SUBJECT)
                    .setValues(Tensors.float32(values, values.length)).build();
            long offset = responses.send(new ProducerRecord<>(Topics.responses(FaultExperiment.SUBJECT).name(),
                    presentation.stimulusId(), response)).get().offset();
            synchronized (this) {
                waiting.remove(presentation);
                given.add(new Given(FaultExperiment.place(presentation), FaultExperiment.isRepeat(presentation),
                        new Answer(given.size() + 1, offset)));
                notifyAll();
            }
        }
    }

    /// How many presentations have been shown.
    synchronized int shown() {
        return shown;
    }

    /// Waits for the response to a stimulus that was shown for the first time at a place or behind it.
    /// @return nothing where it was not given in time
    /// @throws IllegalStateException where the session has failed
    synchronized Optional<Answer> awaitAnswer(int place, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            failure.ifPresent(cause -> {
                throw new IllegalStateException("the session failed: " + cause, cause);
            });
            Optional<Answer> answer = given.stream().filter(each -> each.place() >= place && !each.repeat())
                    .map(Given::answer)
                    .findFirst();
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (answer.isPresent() || millis <= 0) {
                return answer;
            }
            wait(millis);
        }
    }

    /// Shows no more, and waits until all that was shown is answered.
    /// @return the last response
    /// @throws IllegalStateException where some is not in time
    Answer finish(Duration limit) throws InterruptedException {
        synchronized (this) {
            stopped = true;
        }
        if (!shower.join(limit)) {
            throw new IllegalStateException(unanswered());
        }
        synchronized (this) {
            failure.ifPresent(cause -> {
                throw new IllegalStateException("the session failed: " + cause, cause);
            });
            return given.getLast().answer();
        }
    }

    private synchronized String unanswered() {
        return waiting.size() + " stimuli are not predicted: "
                + waiting.stream().limit(5).map(Presentation::stimulusId).toList();
    }

    @Override
    public void close() throws InterruptedException {
        shower.interrupt();
        shower.join();
        stimuli.close();
        responses.close(Duration.ZERO);
    }
}
