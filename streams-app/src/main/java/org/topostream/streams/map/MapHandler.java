package org.topostream.streams.map;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Selectors;
import org.topostream.factortopy.maps.Alignment;
import org.topostream.factortopy.maps.ChannelClusters;
import org.topostream.factortopy.maps.Drift;
import org.topostream.factortopy.maps.MapValues;
import org.topostream.factortopy.maps.SelectorMaps;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.encoders.EncoderAssembler;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;
import org.topostream.streams.BadRecordException;
import org.topostream.streams.MapRecords;
import org.topostream.streams.RecordHandler;
import org.topostream.streams.Region;

/// Draws the maps of every encoder that is published. Chunks wait in a store, so that a restart in the middle of an
/// encoder loses no map.
final class MapHandler implements RecordHandler<EncoderPart> {
    static final String CHUNKS = "encoder-chunks";

    /// Seeds of clusters need not be drawn anew.
    private static final long SEED = 1;

    private final String subject;
    private final String backbone;
    private final String output;
    private final List<Region> rois;
    private final MapRecords records;
    private Optional<ProcessorContext<String, SpecificRecord>> context = Optional.empty();
    private Optional<EncoderAssembler> assembler = Optional.empty();

    MapHandler(Subject subject, String backbone, String output) {
        this.subject = subject.getSubject();
        this.backbone = backbone;
        this.output = output;
        rois = Region.rois(subject);
        records = new MapRecords(subject.getSubject(), rois);
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = Optional.of(processorContext);
        assembler = Optional.of(new EncoderAssembler(Set.of(EncoderParts.ENCODER),
                new StoreShelf(processorContext.getStateStore(CHUNKS))));
    }

    private record StoreShelf(KeyValueStore<String, EncoderPart> store) implements EncoderAssembler.ChunkShelf {
        @Override
        public void put(String key, EncoderPart part) {
            store.put(key, part);
        }

        @Override
        public Optional<EncoderPart> get(String key) {
            return Optional.ofNullable(store.get(key));
        }
    }

    @Override
    public void handle(Record<String, EncoderPart> record) throws BadRecordException {
        try {
            Optional<PublishedEncoder> whole = assembler.orElseThrow().accept(record.key(), record.value());
            if (whole.isPresent()) {
                draw(whole.get(), record);
            }
        } catch (IllegalArgumentException e) {
            throw new BadRecordException("not an encoder that maps can be drawn of: " + e.getMessage(), e);
        }
    }

    private void draw(PublishedEncoder published, Record<String, EncoderPart> record) throws BadRecordException {
        EncoderManifest manifest = published.manifest();
        if (!manifest.getSubject().equals(subject) || !manifest.getBackbone().equals(backbone)) {
            throw new BadRecordException("encoder is of subject " + manifest.getSubject() + " under backbone "
                    + manifest.getBackbone() + ", expected " + subject + " under " + backbone);
        }
        Encoder encoder = Encoder.fromBytes(published.blob(EncoderParts.ENCODER));
        Instant now = Instant.now();
        for (MapValues map : maps(encoder)) {
            CorticalMap.Builder drawn = records.of(backbone, manifest.getVersion(), map, now);
            if (map.kind().equals(SelectorMaps.LAYER)) {
                drawn.setAlignment(alignment(map.values()).orElse(null));
            }
            CorticalMap value = drawn.build();
            context.orElseThrow().forward(record.withKey(MapRecords.key(value)).withValue(value), output);
        }
    }

    private List<MapValues> maps(Encoder encoder) {
        EncoderShape shape = encoder.shape();
        Selectors selectors = encoder.selectors();
        MapMemory memory = new MapMemory(context.orElseThrow().getStateStore(MapMemory.STORE));
        List<MapValues> maps = new ArrayList<>(SelectorMaps.of(selectors, shape.layerNames()));
        memory.weights(selectors.layer().length).map(
                last -> Drift.of(last, selectors.layer(), shape.voxels(), shape.layers())).ifPresent(maps::add);
        memory.keepWeights(selectors.layer());
        ChannelClusters clusters = ChannelClusters.of(encoder.parameters().tensors().get("weight").values(),
                shape.voxels(), shape.bottleneck(), memory.clusters(), SEED);
        memory.keepClusters(clusters.state());
        maps.add(clusters.map());
        return maps;
    }

    private Optional<org.topostream.schemas.avro.Alignment> alignment(float[] layer) {
        List<Alignment.Point> points = rois.stream().map(roi -> new Alignment.Point(roi.name(), roi.of(layer)))
                .toList();
        return Alignment.of(points).map(line -> new org.topostream.schemas.avro.Alignment(line.rois(), line.slope(),
                line.b0(), line.b1()));
    }
}
