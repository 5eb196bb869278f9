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
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.SharedBatcher;
import org.topostream.factortopy.image.BadImageException;
import org.topostream.factortopy.image.ImageDecoder;
import org.topostream.factortopy.image.RgbImage;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.streams.BadRecordException;
import org.topostream.streams.RecordHandler;

/// Decodes and resizes an image in the stream thread, has its features computed in the shared batch, and forwards
/// them. A stimulus' features are computed once: a repeat finds them done.
final class ExtractHandler implements RecordHandler<Stimulus> {
    static final String DONE = "extracted";

    private final Backbone backbone;
    private final SharedBatcher batcher;
    private final ImageDecoder decoder;
    private final ImageSource images;
    private final String output;
    private Optional<ProcessorContext<String, SpecificRecord>> context = Optional.empty();

    ExtractHandler(Backbone backbone, SharedBatcher batcher, ImageDecoder decoder, ImageSource images, String output) {
        this.backbone = backbone;
        this.batcher = batcher;
        this.decoder = decoder;
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
        if (!record.key().equals(stimulus.getStimulusId())) {
            throw new BadRecordException("key " + record.key() + " and stimulus id " + stimulus.getStimulusId()
                    + " differ; expected the same");
        }
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
        List<LayerTensor> layers = tensors(compute(images.read(stimulus)));
        double millis = (System.nanoTime() - start) / 1e6;
        return org.topostream.schemas.avro.Features.newBuilder().setStimulusId(stimulus.getStimulusId())
                .setTrialId(stimulus.getTrialId()).setSession(stimulus.getSession()).setSplit(stimulus.getSplit())
                .setBackbone(backbone.spec().name()).setBackboneDigest(backbone.digest())
                .setImageSha256(stimulus.getSha256())
                .setLayers(layers.stream()
                        .map(layer -> new Layer(layer.name(), layer.channels(), layer.height(), layer.width()))
                        .toList())
                .setLocal(LayerTensor.local(layers)).setGlobal(LayerTensor.global(layers))
                .setSentAt(stimulus.getSentAt()).setExtractStartedAt(started).setExtractedAt(Instant.now())
                .setComputeMillis(millis).build();
    }

    private Features compute(byte[] encoded) throws BadRecordException {
        try {
            RgbImage prepared = backbone.prepare(decoder.decode(encoded));
            return batcher.extract(prepared);
        } catch (BadImageException e) {
            throw new BadRecordException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for features", e);
        }
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
