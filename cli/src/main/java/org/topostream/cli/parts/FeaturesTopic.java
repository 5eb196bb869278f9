package org.topostream.cli.parts;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.topostream.factortopy.backbone.Backbone;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Features;

/// What a backbone's features topic must be like before the backbone writes to it.
public final class FeaturesTopic {
    private FeaturesTopic() {}

    /// The topic is there; of what it holds, the end is looked at, which costs little.
    /// @throws org.topostream.schemas.SizeLimitException where the backbone's features may be larger than a record
    /// @throws IllegalArgumentException                  where the topic's last features come from other weights
    public static void require(Site site, Backbone backbone) {
        String name = backbone.spec().name();
        site.limits().requireRoomForFeatures(name, backbone.spec().widths());
        String topic = Topics.features(name).name();
        try (TopicTail<Features> tail = TopicTail.open(site, topic)) {
            for (ConsumerRecord<String, Features> last : tail.last()) {
                String there = last.value().getBackboneDigest();
                if (!there.equals(backbone.digest())) {
                    throw new IllegalArgumentException("topic " + topic + " holds features of a backbone " + name
                            + " with weights " + there + ", but the weights here are " + backbone.digest()
                            + ": encoders read one version only, so give the backbone another name in its "
                            + "backbone.json");
                }
            }
        }
    }
}
