package org.topostream.cli.parts;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.schemas.Site;
import org.topostream.schemas.avro.Subject;
import org.topostream.telemetry.health.Condition;
import org.topostream.telemetry.health.Watched;
import org.topostream.trainer.Trainer;
import org.topostream.trainer.TrainerSettings;

/// A trainer in threads of its own, started again where it fails. Predictions go first: it takes the processors when
/// nothing else wants them, once it is back where it was. Until then it is as urgent as the other parts: a lab whose
/// trainer was killed waits for it.
public final class TrainPart implements Watched, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainPart.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final Trainer trainer;
    private final BackgroundPool threads;
    private final Duration pauseWhenFenced;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<Condition> condition = new AtomicReference<>(
            new Condition.Waiting("no features are there yet, or it is reading what it had learnt from"));
    private volatile boolean closed;

    public TrainPart(Site site, Subject subject, String backbone, TrainerSettings settings, TrainingOptions options) {
        this(site, subject, backbone, settings, options, PAUSE);
    }

    /// @param pauseWhenFenced how long it waits where another trainer of this encoder has fenced it off, before it fences
    ///                        off the other one
    TrainPart(Site site, Subject subject, String backbone, TrainerSettings settings, TrainingOptions options,
            Duration pauseWhenFenced) {
        this.pauseWhenFenced = pauseWhenFenced;
        name = subject.getSubject() + "." + backbone;
        trainer = new Trainer(site, subject, backbone, settings, options);
        threads = new BackgroundPool("trainer-" + name);
        threads.start(this::work);
    }

    private void work() {
        while (!closed) {
            try {
                trainer.run(this::begin);
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                // Also the broker fences it off, where it was away for longer than a transaction may take.
                LOG.warn(
                        "trainer was fenced off and is started again: it was away for long, or another trainer of this "
                                + "encoder runs encoder={} reason={}",
                        name, e.getMessage());
                pause(e, pauseWhenFenced);
            } catch (IOException | KafkaException | IllegalArgumentException | IllegalStateException e) {
                LOG.error("trainer failed and is started again encoder={} reason={}", name, e.toString());
                LOG.debug("trainer failure encoder={}", name, e);
                pause(e, PAUSE);
            } catch (RuntimeException | Error e) {
                condition.set(new Condition.Dead(e.toString()));
                throw e;
            }
        }
    }

    private void begin() {
        threads.stepBack();
        condition.set(new Condition.Ready());
    }

    /// Ends early where the part is closed.
    private void pause(Exception failure, Duration length) {
        condition.set(new Condition.Waiting("it failed and is started again: " + failure.getMessage()));
        try {
            if (closing.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("closed while it paused encoder={}", name);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public String name() {
        return "topostream-train-" + name;
    }

    @Override
    public Condition condition() {
        return condition.get();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        closing.countDown();
        trainer.close();
        threads.close();
    }
}
