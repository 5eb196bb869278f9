package org.topostream.streams.map;

import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.streams.Stage;

/// `encoders.<subject>.<backbone>` -> `maps.<subject>`.
public final class MapStage {
    private MapStage() {}

    /// Consumer group and application id. No name holds a dot, so that no two pairs of names share one.
    public static String name(String subject, String backbone) {
        return "topostream-map-" + subject + "." + backbone;
    }

    public static Topology topology(Site site, String subject, String backbone) {
        String output = Topics.maps(subject).name();
        return new Stage("map", backbone, site)
                .read(Topics.encoders(subject, backbone).name(), EncoderPart.class,
                        () -> new MapHandler(subject, backbone, output))
                .write(output).store(MapHandler.CHUNKS, Stores.inMemoryKeyValueStore(MapHandler.CHUNKS)).topology();
    }
}
