package org.topostream.cli.maps;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.topostream.schemas.avro.CorticalMap;

/// Looks for one map among all that a topic has, without keeping the others. The topic is compacted: of older encoders
/// there are those that compaction has not come to.
final class MapSearch {
    /// What a simulated participant's maps should come to, under the name of a backbone
    /// (`org.topostream.cli.run.TruthMaps`): meant only where it is named.
    private static final String TRUTH = "truth";

    private final PublishedMaps.Choice choice;
    private final Set<String> keys = new TreeSet<>();
    /// Versions that were seen, by backbone, of the kind that is looked for
    private final Map<String, Set<Long>> versions = new TreeMap<>();
    /// Best so far, by backbone
    private final Map<String, CorticalMap> best = new TreeMap<>();

    MapSearch(PublishedMaps.Choice choice) {
        this.choice = choice;
    }

    /// Takes a record of the topic; a tombstone takes a map away.
    void take(String key, Optional<CorticalMap> record) {
        if (record.isEmpty()) {
            keys.remove(key);
            for (String backbone : new HashSet<>(versions.keySet())) {
                if (key.equals(backbone + "/" + choice.kind())) {
                    versions.remove(backbone);
                    best.remove(backbone);
                }
            }
            return;
        }
        CorticalMap map = record.get();
        keys.add(PublishedMaps.key(map));
        if (choice.takes(map)) {
            versions.computeIfAbsent(map.getBackbone(), backbone -> new TreeSet<>()).add(map.getEncoderVersion());
            if (choice.version().map(version -> version == map.getEncoderVersion()).orElse(true)) {
                best.merge(map.getBackbone(), map, this::better);
            }
        }
    }

    /// What comes later is newer; under one encoder the higher revision is.
    private CorticalMap better(CorticalMap before, CorticalMap after) {
        boolean older = choice.version().isPresent() && after.getRevision() < before.getRevision();
        return older ? before : after;
    }

    CorticalMap found() {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("no map of kind " + choice.kind()
                    + choice.backbone().map(backbone -> " under backbone " + backbone).orElse("")
                    + "; there are " + (keys.isEmpty() ? "none" : keys));
        }
        List<String> meant = versions.keySet().stream()
                .filter(backbone -> versions.size() == 1 || !backbone.equals(TRUTH)).toList();
        if (meant.size() > 1) {
            throw new IllegalArgumentException("name one of the backbones " + versions.keySet()
                    + " with --backbone: each has a map of kind " + choice.kind());
        }
        String backbone = meant.getFirst();
        return Optional.ofNullable(best.get(backbone))
                .orElseThrow(() -> new IllegalArgumentException("no map " + backbone + "/" + choice.kind()
                        + " of encoder version " + choice.version().map(String::valueOf).orElse("")
                        + "; the topic still has those of " + versions.get(backbone)));
    }
}
