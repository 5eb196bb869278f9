package org.topostream.telemetry.metrics;

import java.time.Duration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;

/// What is measured of a trainer: steps, those that were refused, the loss of the last, how long trials took, how many
/// there are, and how many records wait.
public final class TrainingMeters implements AutoCloseable {
    private final Gauges gauges;
    private final EncoderMeters encoder;
    private final Counter steps;
    private final Counter refused;
    private final Timer trial;

    public TrainingMeters(String subject, String backbone) {
        String[] tags = {"subject", subject, "backbone", backbone};
        gauges = new Gauges(tags);
        encoder = new EncoderMeters("train", subject, backbone);
        steps = Metrics.counter("topostream.training.steps", tags);
        refused = Metrics.counter("topostream.training.refused.steps", tags);
        trial = Latencies.timer("topostream.training.trial", "How long the steps of a trial took", tags);
    }

    /// A step was taken, or refused.
    /// @param loss smooth-L1, in z-scores
    public void step(double loss, boolean accepted) {
        (accepted ? steps : refused).increment();
        gauges.set("topostream.training.loss", loss);
    }

    /// A trial was learnt from.
    /// @param trials so far, this one included
    public void learnt(Duration took, long trials) {
        trial.record(took);
        gauges.set("topostream.training.trials", trials);
    }

    /// So many records are there that were not read yet.
    public void waiting(long records) {
        gauges.set("topostream.training.waiting.records", records);
    }

    /// What this trainer publishes.
    public EncoderMeters encoder() {
        return encoder;
    }

    @Override
    public void close() {
        encoder.close();
        gauges.close();
    }
}
