package org.topostream.dashboard.json;

import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.dashboard.live.VoxelMap;

/// Maps.
public final class MapJson {
    private static final Set<String> KNOWN_FROM_PATH = Set.of("subject");
    private static final Set<String> LONG = Set.of("subject", "rois", "alignment");

    private MapJson() {}

    /// Everything about a map but its values.
    public static ObjectNode description(VoxelMap map) {
        return RecordJson.of(map.description(), KNOWN_FROM_PATH);
    }

    /// The same without what there is of each region.
    public static ObjectNode brief(VoxelMap map) {
        return RecordJson.of(map.description(), LONG);
    }

    /// The description with the values, flat, in C order, and their shape `[N, K]`.
    public static ObjectNode whole(VoxelMap map) {
        ObjectNode json = description(map);
        json.putArray("shape").add(map.voxels()).add(map.columns());
        json.set("values", Json.numbers(map.values()));
        return json;
    }

    /// What tells one version from another.
    public static ObjectNode version(VoxelMap map) {
        return Json.object().put("encoderVersion", map.description().getEncoderVersion())
                .put("revision", map.description().getRevision())
                .put("updatedAt", map.description().getUpdatedAt().toEpochMilli());
    }
}
