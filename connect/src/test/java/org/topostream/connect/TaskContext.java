package org.topostream.connect;

import java.util.Map;

import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/// What a worker gives a task.
record TaskContext(Map<String, String> configs, OffsetStorageReader offsetStorageReader) implements SourceTaskContext {
    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException("the tasks here have no metrics");
    }
}
