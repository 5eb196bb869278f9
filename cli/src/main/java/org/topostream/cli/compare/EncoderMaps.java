package org.topostream.cli.compare;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;

/// The maps of one encoder, by kind.
record EncoderMaps(long version, Map<String, CorticalMap> kinds) {
    static final String LAYER = "layer";
    static final String WEIGHTS = "weights";
    static final String SCALE = "scale";

    /// @throws IllegalArgumentException where there are none of that encoder, with the versions that there are
    static EncoderMaps read(Site site, String subject, EncoderName name) {
        TreeMap<Long, Map<String, CorticalMap>> versions = new TreeMap<>();
        try (TopicTail<CorticalMap> tail = TopicTail.open(site, Topics.maps(subject).name())) {
            tail.readToEnd(record -> {
                CorticalMap map = record.value();
                if (map != null && map.getBackbone().equals(name.backbone())) {
                    versions.computeIfAbsent(map.getEncoderVersion(), key -> new TreeMap<>()).put(map.getKind(), map);
                }
            });
        }
        versions.values().removeIf(kinds -> !kinds.containsKey(LAYER));
        long version = name.version().orElseGet(() -> versions.isEmpty() ? -1 : versions.lastKey());
        return Optional.ofNullable(versions.get(version)).map(kinds -> new EncoderMaps(version, kinds))
                .orElseThrow(() -> new IllegalArgumentException("no maps of encoder " + name + " of subject " + subject
                        + "; there are the versions " + versions.keySet() + " of " + name.backbone()
                        + " (compaction takes older ones away)"));
    }

    Optional<CorticalMap> kind(String kind) {
        return Optional.ofNullable(kinds.get(kind));
    }
}
