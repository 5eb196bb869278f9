package org.topostream.streams.extract;

import java.util.List;

import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

import org.topostream.factortopy.backbone.BatchedBackbone;
import org.topostream.factortopy.image.ImageDecoder;
import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.streams.Stage;

/// `stimuli` -> `features.<backbone>`.
public final class ExtractStage {
    /// Its stores, each of which has a changelog.
    public static final List<String> STORES = List.of(ExtractHandler.DONE);

    private ExtractStage() {}

    /// Consumer group and application id.
    public static String name(String backbone) {
        return "topostream-extract-" + backbone;
    }

    public static Topology topology(Site site, BatchedBackbone backbone, ImageDecoder decoder,
            ImageSource images) {
        return topology(site, new BackboneFeatures(backbone, decoder), images);
    }

    static Topology topology(Site site, FeatureSource source, ImageSource images) {
        String output = Topics.features(source.backbone()).name();
        return new Stage("extract", source.backbone(), site)
                .read(Topics.stimuli().name(), Stimulus.class, () -> new ExtractHandler(source, images, output))
                .write(output).bytesStore(ExtractHandler.DONE, Stores.inMemoryKeyValueStore(ExtractHandler.DONE))
                .topology();
    }
}
