package org.topostream.dashboard.http;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;

import org.topostream.dashboard.json.Json;
import org.topostream.dashboard.json.MapJson;
import org.topostream.dashboard.live.LiveSubject;
import org.topostream.dashboard.live.VoxelMap;

/// A subject's maps.
final class MapApi {
    private static final String DESCRIPTION = "X-Map";
    /// Python's standard library takes lines of 64 kB in a head; a map with hundreds of regions and layers has more.
    private static final int LONGEST_HEADER = 32_000;

    private final LiveSubject subject;

    MapApi(LiveSubject subject) {
        this.subject = subject;
    }

    Answer newest() {
        ArrayNode maps = Json.array();
        subject.maps().newest().forEach(map -> maps.add(MapJson.description(map)));
        return Answer.json(maps);
    }

    /// @throws Refusal where there is no such map, or its version is not remembered
    Answer versions(String key) {
        ArrayNode versions = Json.array();
        known(key).forEach(map -> versions.add(MapJson.version(map)));
        return Answer.json(versions);
    }

    /// The newest, or the version that the call names.
    /// @throws Refusal where there is no such map, or its version is not remembered
    Answer one(String key, Call call) {
        List<VoxelMap> known = known(key);
        VoxelMap map = call.number("version").map(version -> version(key, version)).orElseGet(known::getLast);
        return switch (call.query("format").orElse("binary")) {
            case "binary" -> Answer.floats(map.values(), Map.of(DESCRIPTION, description(map), Answer.SHAPE,
                    map.voxels() + "," + map.columns()));
            case "json" -> Answer.json(MapJson.whole(map));
            default -> throw new Refusal(Refusal.BAD_REQUEST, "format must be json, or left out for float32; got '"
                    + call.query("format").orElse("") + "'");
        };
    }

    private static String description(VoxelMap map) {
        String whole = Json.text(MapJson.description(map));
        return whole.length() <= LONGEST_HEADER ? whole : Json.text(MapJson.brief(map));
    }

    private VoxelMap version(String key, long version) {
        return subject.maps().version(key, version).orElseThrow(() -> new Refusal(Refusal.NOT_FOUND, "version "
                + version + " of map " + key + " is not remembered; /versions/" + key + " lists those that are"));
    }

    private List<VoxelMap> known(String key) {
        List<VoxelMap> versions = subject.maps().versions(key);
        if (versions.isEmpty()) {
            List<String> keys = subject.maps().newest().stream().map(VoxelMap::key).toList();
            throw new Refusal(Refusal.NOT_FOUND, "subject " + subject.anatomy().subject() + " has no map " + key
                    + ", expected one of " + keys);
        }
        return versions;
    }
}
