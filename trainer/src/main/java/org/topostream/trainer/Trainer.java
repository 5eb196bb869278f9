package org.topostream.trainer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.encoders.EncoderAssembler;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.NewestEncoder;
import org.topostream.schemas.encoders.PublishedEncoder;
import org.topostream.telemetry.metrics.TrainingMeters;

/// Learns one subject's encoder under one backbone, trial by trial, and publishes it.
///
/// Everything it knows is in Kafka: a trainer that was killed goes on from its last manifest, whose source offsets
/// say which records that encoder had seen. Records before them refill the examples without being learnt again.
public final class Trainer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final TrainerClients clients;
    private final Subject subject;
    private final String backbone;
    private final TrainerSettings settings;
    private final TrainingOptions options;
    private final Inputs inputs;
    private volatile boolean closed;

    public Trainer(Site site, Subject subject, String backbone, TrainerSettings settings, TrainingOptions options) {
        this(TrainerClients.of(site), subject, backbone, settings, options);
    }

    Trainer(TrainerClients clients, Subject subject, String backbone, TrainerSettings settings,
            TrainingOptions options) {
        this.clients = clients;
        this.subject = subject;
        this.backbone = backbone;
        this.settings = settings;
        this.options = options;
        this.inputs = Inputs.of(subject.getSubject(), backbone);
    }

    /// Works until closed.
    /// @throws IOException where the examples cannot be kept, or are found to be damaged: the next run reads them again
    public void run() throws IOException {
        run(() -> {});
    }

    /// The same.
    /// @param whenReady called in this thread, once all is as it was when the last trainer ended and learning begins
    public void run(Runnable whenReady) throws IOException {
        try (EncoderPublisher publisher = EncoderPublisher.open(clients, subject.getSubject(), backbone);
                TopicTail<SpecificRecord> tail = clients.tail(inputs.features(), inputs.responses())) {
            Optional<PublishedEncoder> last = lastEncoder();
            if (last.isPresent()) {
                train(publisher, tail, Learner.Start.resume(last.get()), last.get().manifest(),
                        Horizon.of(last.get().manifest().getSourceOffsets()), whenReady);
            } else {
                Optional<Features> example = firstFeatures();
                if (example.isPresent()) {
                    train(publisher, tail, begin(example.get()), firstManifest(example.get()), Horizon.none(),
                            whenReady);
                }
            }
        }
    }

    private Optional<PublishedEncoder> lastEncoder() {
        try (TopicTail<SpecificRecord> tail = clients.tail(Topics.encoders(subject.getSubject(), backbone).name())) {
            return NewestEncoder.find(tail, new EncoderAssembler(EncoderParts.ALL));
        }
    }

    /// The first features tell the layers and their widths; nothing if the trainer is closed before they come.
    private Optional<Features> firstFeatures() {
        List<Features> found = new ArrayList<>();
        try (TopicTail<SpecificRecord> tail = clients.tail(inputs.features())) {
            while (!closed && found.isEmpty()) {
                tail.poll(POLL, record -> {
                    if (record.value() instanceof Features features
                            && Intake.layers(record.key(), features).isPresent()) {
                        found.add(features);
                    }
                });
            }
        }
        return found.stream().findFirst();
    }

    private void train(EncoderPublisher publisher, TopicTail<SpecificRecord> tail, Learner.Start start,
            EncoderManifest manifest, Horizon horizon, Runnable whenReady) throws IOException {
        int voxels = subject.getCoordinates().getShape().getFirst();
        if (start.shape().voxels() != voxels) {
            throw new IllegalStateException("subject " + subject.getSubject() + " has " + voxels
                    + " voxels now, its encoder version " + manifest.getVersion() + " was trained on "
                    + start.shape().voxels() + "; give it another name");
        }
        Intake intake = new Intake(subject, start.shape(), manifest.getBackboneDigest());
        try (ExampleStore store = ExampleStore.open(settings.folder(), start.shape(), manifest.getBackboneDigest(),
                horizon, inputs);
                Learner learner = new Learner(start, store, settings, options);
                TrainingMeters meters = new TrainingMeters(subject.getSubject(), backbone)) {
            new Refill(tail, store, intake, horizon, inputs).run(() -> closed);
            LOG.info("trainer ready subject={} backbone={} version={} steps={} trials={}", subject.getSubject(),
                    backbone, manifest.getVersion(), learner.steps(), store.size());
            if (manifest.getVersion() != TrainingRun.UNPUBLISHED) {
                meters.encoder().has(manifest.getVersion(), manifest.getPublishedAt());
            }
            whenReady.run();
            if (!closed) {
                new TrainingRun(publisher, tail, store, learner, intake, inputs, settings, meters, manifest)
                        .run(() -> closed);
            }
        }
    }

    private Learner.Start begin(Features example) {
        List<Layer> layers = example.getLayers();
        EncoderShape shape = new EncoderShape(subject.getCoordinates().getShape().getFirst(),
                layers.stream().map(Layer::getName).toList(), layers.stream().mapToInt(Layer::getChannels).toArray(),
                settings.bottleneck());
        return Learner.Start.fresh(shape, Coordinates.of(Tensors.floats(subject.getCoordinates())), settings.seed());
    }

    private EncoderManifest firstManifest(Features example) {
        return EncoderPublisher.draft().setSubject(subject.getSubject()).setBackbone(backbone)
                .setBackboneDigest(example.getBackboneDigest()).setVersion(TrainingRun.UNPUBLISHED).setSteps(0)
                .setTrials(0).setTrainedUpTo(0).build();
    }

    /// Lets [#run()] end after the trial at hand, with what it learnt published.
    @Override
    public void close() {
        closed = true;
    }
}
