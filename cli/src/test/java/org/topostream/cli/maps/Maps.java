package org.topostream.cli.maps;

import java.time.Instant;

import org.apache.kafka.clients.consumer.MockConsumer;

import org.topostream.schemas.Tails;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.CorticalMap;

/// Maps of a subject anna, and their topic.
final class Maps {
    static final String TOPIC = "maps.anna";
    static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    private Maps() {}

    /// @param values `[N]`
    static CorticalMap map(String backbone, String kind, long version, long revision, float... values) {
        return CorticalMap.newBuilder().setSubject("anna").setBackbone(backbone).setKind(kind)
                .setValues(Tensors.float32(values, values.length)).setEncoderVersion(version).setRevision(revision)
                .setUnits("Pearson r").setMinimum(-1).setMaximum(1).setColours("vik").setUpdatedAt(TIME).build();
    }

    static void add(MockConsumer<String, CorticalMap> consumer, CorticalMap map) {
        Tails.add(consumer, TOPIC, PublishedMaps.key(map), map);
    }
}
