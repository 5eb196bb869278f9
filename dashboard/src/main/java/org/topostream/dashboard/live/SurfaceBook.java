package org.topostream.dashboard.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

import org.topostream.schemas.avro.Surface;
import org.topostream.schemas.serde.UnreadableRecordException;

/// A subject's surfaces, by hemisphere/name.
public final class SurfaceBook {
    private final int voxels;
    private final Map<String, Content> surfaces = new ConcurrentSkipListMap<>();

    SurfaceBook(int voxels) {
        this.voxels = voxels;
    }

    /// @throws UnreadableRecordException where it has another key, or does not fit the subject's voxels
    void take(String key, Surface surface) {
        if (!(surface.getHemisphere() + "/" + surface.getName()).equals(key)) {
            throw new UnreadableRecordException("surface " + surface.getName() + " of the hemisphere "
                    + surface.getHemisphere() + " has key " + key + "; expected hemisphere/name");
        }
        surfaces.put(key, new Content(SurfaceFormat.encode(key, surface, voxels)));
    }

    void takeAway(String key) {
        surfaces.remove(key);
    }

    /// hemisphere/name of each.
    public List<String> keys() {
        return List.copyOf(surfaces.keySet());
    }

    /// A `topostream-surface`.
    public Optional<Content> get(String key) {
        return Optional.ofNullable(surfaces.get(key));
    }
}
