package org.topostream.connect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.connect.source.SourceConnector;

/// What connectors of volumes have in common: one task, which has the connector's settings.
abstract sealed class VolumesSourceConnector extends SourceConnector
        permits FolderVolumesSourceConnector, SocketVolumesSourceConnector {
    private Map<String, String> settings = Map.of();

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public void start(Map<String, String> given) {
        settings = VolumesConfig.given(given);
    }

    /// One scanner, one task.
    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        return List.of(settings);
    }

    @Override
    public void stop() {
        // Nothing is open here; tasks are stopped by Connect.
    }

    @Override
    public boolean alterOffsets(Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
        offsets.forEach((partition, offset) -> RunOffsets.check(partition, Optional.ofNullable(offset)));
        return true;
    }
}
