package org.topostream.streams.map;

import java.util.List;

import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.Region;
import org.topostream.streams.Stage;

/// `encoders.<subject>.<backbone>` -> `maps.<subject>`.
public final class MapStage {
    /// Its stores, each of which has a changelog.
    public static final List<String> STORES = List.of(MapHandler.CHUNKS, MapMemory.STORE);

    private MapStage() {}

    /// Consumer group and application id. No name holds a dot, so that no two pairs of names share one.
    public static String name(String subject, String backbone) {
        return "topostream-map-" + subject + "." + backbone;
    }

    /// @throws org.topostream.schemas.serde.UnreadableRecordException where the subject's regions do not fit its voxels
    public static Topology topology(Site site, Subject subject, String backbone) {
        Region.rois(subject);
        String output = Topics.maps(subject.getSubject()).name();
        return new Stage("map", backbone, site)
                .read(Topics.encoders(subject.getSubject(), backbone).name(), EncoderPart.class,
                        () -> new MapHandler(subject, backbone, output))
                .write(output).store(MapHandler.CHUNKS, Stores.inMemoryKeyValueStore(MapHandler.CHUNKS))
                .bytesStore(MapMemory.STORE, Stores.inMemoryKeyValueStore(MapMemory.STORE)).topology();
    }
}
