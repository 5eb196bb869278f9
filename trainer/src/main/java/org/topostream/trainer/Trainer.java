package org.topostream.trainer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.encoders.EncoderFeed;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Learns one subject's encoder under one backbone, trial by trial, and publishes it.
///
/// Everything it knows is in Kafka: a trainer that was killed goes on from its last manifest, whose source offsets
/// say which records that encoder had seen. Records before them refill the examples without being learnt again.
public final class Trainer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Site site;
    private final Subject subject;
    private final String backbone;
    private final TrainerSettings settings;
    private final TrainingOptions options;
    private final Inputs inputs;
    private volatile boolean closed;

    public Trainer(Site site, Subject subject, String backbone, TrainerSettings settings, TrainingOptions options) {
        this.site = site;
        this.subject = subject;
        this.backbone = backbone;
        this.settings = settings;
        this.options = options;
        this.inputs = Inputs.of(subject.getSubject(), backbone);
    }

    /// Works until closed.
    /// @throws IOException where the examples cannot be kept
    public void run() throws IOException {
        try (EncoderPublisher publisher = new EncoderPublisher(site, subject.getSubject(), backbone);
                TopicTail<SpecificRecord> tail = TopicTail.open(site, inputs.features(), inputs.responses())) {
            Optional<PublishedEncoder> last = lastEncoder();
            Optional<Features> example = last.isPresent() ? Optional.empty() : firstFeatures();
            if (last.isPresent() || example.isPresent()) {
                train(publisher, tail, last, example);
            }
        }
    }

    private Optional<PublishedEncoder> lastEncoder() {
        try (EncoderFeed feed = new EncoderFeed(site, subject.getSubject(), backbone,
                Set.of(EncoderParts.ENCODER, EncoderParts.OPTIMISER))) {
            return feed.latest();
        }
    }

    /// The first features tell the layers and their widths; nothing if the trainer is closed before they come.
    private Optional<Features> firstFeatures() {
        List<Features> found = new ArrayList<>();
        try (TopicTail<Features> tail = TopicTail.open(site, inputs.features())) {
            while (!closed && found.isEmpty()) {
                tail.poll(POLL, record -> found.add(record.value()));
            }
        }
        return found.stream().findFirst();
    }

    private void train(EncoderPublisher publisher, TopicTail<SpecificRecord> tail, Optional<PublishedEncoder> last,
            Optional<Features> example) throws IOException {
        Horizon horizon = last.map(encoder -> Horizon.of(encoder.manifest().getSourceOffsets()))
                .orElse(Horizon.none());
        Learner.Start start = last.map(this::resume).orElseGet(() -> begin(example.orElseThrow()));
        try (ExampleStore store = ExampleStore.open(settings.folder(), start.shape(), horizon, inputs);
                Learner learner = new Learner(start, store, settings, options)) {
            tail.seek(store.positions(inputs));
            EncoderManifest manifest = last.map(PublishedEncoder::manifest)
                    .orElseGet(() -> firstManifest(example.orElseThrow()));
            LOG.info("trainer ready subject={} backbone={} version={} steps={} trials={}", subject.getSubject(),
                    backbone, manifest.getVersion(), learner.steps(), store.size());
            new Session(publisher, tail, store, learner, horizon, manifest).run(last.isEmpty());
        }
    }

    private Learner.Start resume(PublishedEncoder last) {
        Encoder encoder = Encoder.fromBytes(last.blob(EncoderParts.ENCODER));
        return new Learner.Start(encoder.shape(), encoder.coordinates(), encoder.parameters(),
                OptimiserState.fromBytes(last.blob(EncoderParts.OPTIMISER)));
    }

    private Learner.Start begin(Features example) {
        List<Layer> layers = example.getLayers();
        EncoderShape shape = new EncoderShape(subject.getCoordinates().getShape().getFirst(),
                layers.stream().map(Layer::getName).toList(), layers.stream().mapToInt(Layer::getChannels).toArray(),
                settings.bottleneck());
        return new Learner.Start(shape, Coordinates.of(Tensors.floats(subject.getCoordinates())),
                Parameters.initial(shape, settings.seed()), OptimiserState.fresh());
    }

    private EncoderManifest firstManifest(Features example) {
        return EncoderPublisher.draft().setSubject(subject.getSubject()).setBackbone(backbone)
                .setBackboneDigest(example.getBackboneDigest()).setVersion(-1).setSteps(0).setTrials(0)
                .setTrainedUpTo(0).build();
    }

    /// Lets [#run()] end after the trial at hand, with what it learnt published.
    @Override
    public void close() {
        closed = true;
    }

    /// One run over the inputs, with what changes during it.
    private final class Session {
        private final EncoderPublisher publisher;
        private final TopicTail<SpecificRecord> tail;
        private final ExampleStore store;
        private final Learner learner;
        private final Horizon horizon;
        private EncoderManifest published;
        private Instant publishedAt = Instant.EPOCH;
        private boolean unpublished;

        Session(EncoderPublisher publisher, TopicTail<SpecificRecord> tail, ExampleStore store, Learner learner,
                Horizon horizon, EncoderManifest published) {
            this.publisher = publisher;
            this.tail = tail;
            this.store = store;
            this.learner = learner;
            this.horizon = horizon;
            this.published = published;
        }

        void run(boolean first) throws IOException {
            if (first) {
                publish();
            }
            while (!closed) {
                List<ConsumerRecord<String, SpecificRecord>> records = new ArrayList<>();
                tail.poll(POLL, records::add);
                List<Trial> fresh = new ArrayList<>();
                for (ConsumerRecord<String, SpecificRecord> record : records) {
                    fresh.addAll(keep(record));
                }
                for (Trial trial : fresh) {
                    learner.learn(trial);
                }
                unpublished |= !records.isEmpty();
                publishIfDue(records.isEmpty());
            }
            if (unpublished) {
                publish();
            }
        }

        /// Files a record; gives the trials it completes, if no published encoder has seen it.
        private List<Trial> keep(ConsumerRecord<String, SpecificRecord> record) throws IOException {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            List<Trial> complete = switch (record.value()) {
                case Features features when features.getSplit() == Split.TRAIN
                        && fits(features, learner.shape()) ->
                    store.add(features, record.partition(), record.offset());
                case Response response when fits(response) -> keep(response, record);
                case null, default -> List.of();
            };
            for (Trial trial : complete) {
                learner.enter(trial);
            }
            return horizon.includes(partition, record.offset()) ? List.of() : complete;
        }

        private List<Trial> keep(Response response, ConsumerRecord<String, SpecificRecord> record)
                throws IOException {
            ExampleStore.Kept kept = store.add(response, record.partition(), record.offset());
            Optional<Trial> trial = store.trial(response.getTrialId());
            if (kept instanceof ExampleStore.Revised revised && trial.isPresent()) {
                learner.revise(revised.before(), store.response(trial.get().responseSlot()));
            }
            return kept instanceof ExampleStore.First ? trial.stream().toList() : List.of();
        }

        private void publishIfDue(boolean idle) {
            long trials = store.size() - published.getTrials();
            boolean rested = Instant.now().isAfter(publishedAt.plus(settings.publishIdle()));
            if (unpublished && (trials >= settings.publishEvery() || idle && rested)) {
                publish();
            }
        }

        private void publish() {
            Horizon seen = seen();
            long upTo = seen.next().getOrDefault(new TopicPartition(inputs.responses(), 0), 0L);
            EncoderManifest next = EncoderManifest.newBuilder(published).setVersion(published.getVersion() + 1)
                    .setSteps(learner.steps()).setTrials(store.size()).setTrainedUpTo(upTo).build();
            if (publisher.publish(next, learner.encoder(), learner.optimiser(), seen)) {
                published = next;
                unpublished = false;
            }
            publishedAt = Instant.now();
        }

        /// What has been read, and never less than what the last encoder had seen: files may lag behind it.
        private Horizon seen() {
            Map<TopicPartition, Long> next = new HashMap<>();
            for (TopicPartition partition : tail.partitions()) {
                next.put(partition,
                        Math.max(tail.position(partition), horizon.next().getOrDefault(partition, 0L)));
            }
            return new Horizon(next);
        }
    }

    /// The score stage sends what does not fit to `dead-letters`; here it is passed over.
    private static boolean fits(Features features, EncoderShape shape) {
        String reason = "";
        try {
            List<LayerTensor> layers = LayerTensor.layers(features);
            if (!layers.stream().map(LayerTensor::name).toList().equals(shape.layerNames())
                    || !Arrays.equals(layers.stream().mapToInt(LayerTensor::channels).toArray(), shape.widths())) {
                reason = "other layers than the encoder's " + shape.layerNames();
            } else if (!layers.stream().allMatch(LayerTensor::isFinite)) {
                reason = "not finite";
            }
        } catch (UnreadableRecordException e) {
            reason = e.getMessage();
        }
        if (!reason.isEmpty()) {
            LOG.warn("features passed over stimulus={} reason={}", features.getStimulusId(), reason);
        }
        return reason.isEmpty();
    }

    /// The evaluate stage sends what does not fit to `dead-letters`; here it is passed over.
    private boolean fits(Response response) {
        float[] values = Tensors.floats(response.getValues());
        boolean fits = values.length == subject.getCoordinates().getShape().getFirst();
        for (float value : values) {
            fits &= Float.isFinite(value);
        }
        if (!fits) {
            LOG.warn("response passed over trial={} reason=wrong voxel count or not finite", response.getTrialId());
        }
        return fits;
    }
}
