package org.topostream.streams.map;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.maps.MapValues;
import org.topostream.factortopy.maps.SelectorMaps;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.encoders.EncoderAssembler;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;
import org.topostream.streams.BadRecordException;
import org.topostream.streams.RecordHandler;

/// Draws the maps of every encoder that is published. Chunks wait in a store, so that a restart in the middle of an
/// encoder loses no map.
final class MapHandler implements RecordHandler<EncoderPart> {
    static final String CHUNKS = "encoder-chunks";

    private final String subject;
    private final String backbone;
    private final String output;
    private Optional<ProcessorContext<String, SpecificRecord>> context = Optional.empty();
    private Optional<EncoderAssembler> assembler = Optional.empty();

    MapHandler(String subject, String backbone, String output) {
        this.subject = subject;
        this.backbone = backbone;
        this.output = output;
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
        for (MapValues map : SelectorMaps.of(encoder.selectors())) {
            context.orElseThrow().forward(record.withKey(manifest.getBackbone() + "/" + map.kind())
                    .withValue(record(manifest, map)), output);
        }
    }

    private static CorticalMap record(EncoderManifest manifest, MapValues map) {
        int voxels = map.values().length / map.columns();
        int[] shape = map.columns() == 1 ? new int[]{voxels} : new int[]{voxels, map.columns()};
        return CorticalMap.newBuilder().setSubject(manifest.getSubject()).setBackbone(manifest.getBackbone())
                .setKind(map.kind()).setValues(Tensors.float32(map.values(), shape))
                .setEncoderVersion(manifest.getVersion()).setUnits(map.units()).setMinimum(map.minimum())
                .setMaximum(map.maximum()).setColours(map.colours()).setUpdatedAt(Instant.now()).build();
    }
}
