package org.topostream.streams.extract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.schemas.Ids;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.streams.BadRecordException;
import org.topostream.streams.RecordHandler;

/// Gets an image and its features, and forwards them. A stimulus' features are computed once: a repeat finds them
/// done.
final class ExtractHandler implements RecordHandler<Stimulus> {
    static final String DONE = "extracted";

    private final FeatureSource source;
    private final ImageSource images;
    private final String output;
    private Optional<ProcessorContext<String, SpecificRecord>> context = Optional.empty();

    ExtractHandler(FeatureSource source, ImageSource images, String output) {
        this.source = source;
        this.images = images;
        this.output = output;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = Optional.of(processorContext);
    }

    @Override
    public void handle(Record<String, Stimulus> record) throws BadRecordException {
        Stimulus stimulus = record.value();
        Ids.checkKey(record.key(), stimulus.getStimulusId());
        KeyValueStore<String, byte[]> done = context.orElseThrow().getStateStore(DONE);
        byte[] before = done.get(record.key());
        if (before == null) {
            context.orElseThrow().forward(record.withValue(extract(stimulus)), output);
            done.put(record.key(), stimulus.getSha256().getBytes(StandardCharsets.UTF_8));
        } else if (!new String(before, StandardCharsets.UTF_8).equals(stimulus.getSha256())) {
            throw new BadRecordException("stimulus id " + record.key() + " was already used for another image, sha256 "
                    + new String(before, StandardCharsets.UTF_8) + "; got " + stimulus.getSha256());
        }
    }

    private org.topostream.schemas.avro.Features extract(Stimulus stimulus) throws BadRecordException {
        Instant started = Instant.now();
        long start = System.nanoTime();
        List<LayerTensor> layers = tensors(source.compute(images.read(stimulus)));
        double millis = (System.nanoTime() - start) / 1e6;
        return org.topostream.schemas.avro.Features.newBuilder().setStimulusId(stimulus.getStimulusId())
                .setTrialId(stimulus.getTrialId()).setSession(stimulus.getSession()).setSplit(stimulus.getSplit())
                .setBackbone(source.backbone()).setBackboneDigest(source.digest())
                .setImageSha256(stimulus.getSha256())
                .setLayers(layers.stream()
                        .map(layer -> new Layer(layer.name(), layer.channels(), layer.height(), layer.width()))
                        .toList())
                .setLocal(LayerTensor.local(layers)).setGlobal(LayerTensor.global(layers))
                .setSentAt(stimulus.getSentAt()).setExtractStartedAt(started).setExtractedAt(Instant.now())
                .setComputeMillis(millis).build();
    }

    private static List<LayerTensor> tensors(Features features) {
        List<LayerTensor> tensors = new ArrayList<>();
        for (LayerFeatures layer : features.layers()) {
            tensors.add(new LayerTensor(layer.name(), layer.channels(), Features.GRID, Features.GRID, layer.local(),
                    layer.global()));
        }
        return tensors;
    }
}
