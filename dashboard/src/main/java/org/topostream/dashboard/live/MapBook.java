package org.topostream.dashboard.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.topostream.schemas.avro.CorticalMap;

/// A subject's maps: the newest of each kind, and earlier versions to look back at.
public final class MapBook {
    /// Of one kind of map; a brain of 38,000 voxels has room for 110 versions of one value per voxel in it.
    private static final long KIND_BYTES = 16L * 1024 * 1024;

    private final int mostVersions;
    private final Map<String, EvenHistory<VoxelMap>> kinds = new TreeMap<>();

    MapBook(int mostVersions) {
        this.mostVersions = mostVersions;
    }

    /// Of one encoder version, a lower revision never takes the place of a higher one.
    /// @return whether it is the newest of its kind now
    synchronized boolean take(VoxelMap map) {
        EvenHistory<VoxelMap> versions = kinds.computeIfAbsent(map.key(), key -> new EvenHistory<>(most(map)));
        Optional<CorticalMap> last = versions.last().map(VoxelMap::description)
                .filter(before -> before.getEncoderVersion() == map.description().getEncoderVersion());
        if (last.isPresent() && last.get().getRevision() > map.description().getRevision()) {
            return false;
        }
        if (last.isPresent()) {
            versions.replaceLast(map);
        } else {
            versions.add(map);
        }
        return true;
    }

    private int most(VoxelMap map) {
        long each = (long) Float.BYTES * Math.max(1, map.values().length);
        return (int) Math.max(2, Math.min(mostVersions, KIND_BYTES / each));
    }

    /// The newest of every kind, by key.
    public synchronized List<VoxelMap> newest() {
        return kinds.values().stream().map(EvenHistory::last).flatMap(Optional::stream).toList();
    }

    /// @param key backbone/kind
    public synchronized Optional<VoxelMap> newest(String key) {
        return Optional.ofNullable(kinds.get(key)).flatMap(EvenHistory::last);
    }

    /// The versions that are remembered, oldest first; none where the key is not known.
    public synchronized List<VoxelMap> versions(String key) {
        return Optional.ofNullable(kinds.get(key)).map(EvenHistory::all).orElse(List.of());
    }

    /// The newest with this version of the encoder.
    public Optional<VoxelMap> version(String key, long encoderVersion) {
        return versions(key).reversed().stream()
                .filter(map -> map.description().getEncoderVersion() == encoderVersion).findFirst();
    }
}
